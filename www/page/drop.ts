/** Files that are dropped: anywhere on the page, since one dropped beside the box would otherwise take the page's place. */

/** @param open opens the first of them. */
export function wireDrop(open: (file: File | undefined) => void): void {
  for (const name of ["dragenter", "dragover", "dragleave", "drop"] as const) {
    document.addEventListener(name, (event) => {
      event.preventDefault();
      document.body.classList.toggle("over", name === "dragenter" || name === "dragover");
      if (name === "drop") {
        open(event.dataTransfer?.files[0]);
      }
    });
  }
}
