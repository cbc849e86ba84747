import { renderSVG } from 'uqr';

/** A text for a camera; its ground stays white, also in the dark. */
export function QrPicture({ text, label, className }: { text: string; label: string; className: string }) {
  return (
    <img
      className={className}
      alt={label}
      src={`data:image/svg+xml,${encodeURIComponent(renderSVG(text, { ecc: 'M', border: 2 }))}`}
    />
  );
}
