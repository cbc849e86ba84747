-- The pieces of an upload stay for a day after it was looked at: a backup under way may have copied the row that names them.
comment on column file.pieces is 'objects of the upload and how many bytes are in each, in their order; empty a day after it was looked at';
