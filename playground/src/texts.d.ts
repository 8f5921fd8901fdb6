// Files that are imported as text.

declare module "*.txt" {
  const text: string;
  export default text;
}
declare module "*.json" {
  const text: string;
  export default text;
}
