/** What Discord refuses though its own document lets it through. `where` is a JSON pointer into the body. */
export interface Breach {
  where: string;
  message: string;
}
