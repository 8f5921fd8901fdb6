// Offsets of the report, which count bytes of UTF-8, as positions in the editor, which count UTF-16 code units.

/** Returns the function that turns bytes into positions of a text. */
export function positionsOf(text: string): (byte: number) => number {
  if (/^[\x00-\x7f]*$/.test(text)) return (byte) => Math.min(byte, text.length);
  const positions: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const isPair = code >= 0xd800 && code < 0xdc00 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
    const size = isPair ? 4 : code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
    for (let byte = 0; byte < size; byte++) positions.push(at);
    if (isPair) at++;
  }
  return (byte) => positions[byte] ?? text.length;
}
