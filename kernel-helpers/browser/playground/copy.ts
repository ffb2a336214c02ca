/** Puts a text on the clipboard. @returns what to tell the reader */
export async function copyText(text: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return 'Copied.';
  } catch {
    // A browser refuses where the page is not from a safe place, or the reader forbids it.
    return 'The browser does not let this page copy: select the text and copy it.';
  }
}
