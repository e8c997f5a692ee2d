/** An image that stands in the text itself; any other is told, never fetched. */
import { MarkedText } from './marked-text.tsx';

/** SVG is not among them: it is a document of its own. */
const SAFE = /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+={0,2}$/;
const SHOWN = 200;

export function isSafeImage(address: string): boolean {
  return SAFE.test(address);
}

export function DataImage({ address, alt }: { readonly address: string; readonly alt: string }) {
  if (isSafeImage(address)) return <img src={address} alt={alt} decoding="async" />;
  const cut = address.length > SHOWN ? `${address.slice(0, SHOWN)} … ${address.length} characters` : address;
  return (
    <bdi className="no-image">
      <MarkedText text={`[image: ${alt}${cut === '' ? '' : `${alt === '' ? '' : ' '}(${cut})`}]`} />
    </bdi>
  );
}
