// The hash of a chosen file is worked out here, so that the file itself never leaves the reader's computer.
const place = document.querySelector("#verify-file");
const input = place?.querySelector("input[type=file]");
const said = place?.querySelector("[role=status]");
const field = document.querySelector("#verify-form input[name=q]");

if (place && input && said && field && globalThis.crypto?.subtle) {
  place.hidden = false;
  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (!file) return;
    said.textContent = place.dataset.busy;
    try {
      const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
      field.value = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      field.form.requestSubmit();
    } catch {
      said.textContent = place.dataset.failed;
    }
  });
}
