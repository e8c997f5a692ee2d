/** What every view of a text is given. */
export interface ViewProps {
  readonly text: string;
  /** The text that a diff compares with. */
  readonly reference?: string | undefined;
  /** Words to mark. */
  readonly find?: string | undefined;
}
