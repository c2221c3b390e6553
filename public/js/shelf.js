// The editor of a product keeps itself while one types, and sends pictures as soon as they are chosen.

const form = document.querySelector("form[data-draft]");
const status = form?.querySelector(".shelf-saved");
const PAUSE_MS = 1500;
const RETRY_MS = 10_000;
/** A photograph wider than this is made smaller before it goes over a village's network. */
const WIDEST = 2000;
const LARGE_BYTES = 1_500_000;

const clock = () =>
  new Date().toLocaleTimeString("zh-CN", {
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
    timeZone: "Asia/Shanghai",
  });

/** The texts alone: files go with their own button. */
const texts = () => {
  const data = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") data.append(name, value);
  data.set("do", "autosave");
  return data;
};

let waiting;
let saving = false;
let last = Promise.resolve();

const save = async () => {
  const answer = await fetch(form.action, {
    method: "POST",
    body: texts(),
    headers: { accept: "application/json" },
    credentials: "same-origin",
  }).catch(() => undefined);
  if (answer?.ok) {
    form.elements.version.value = (await answer.json()).version;
    status.textContent = `${status.dataset.saved} ${clock()}`;
    return;
  }
  status.textContent = answer?.status === 409 ? status.dataset.elsewhere : status.dataset.unsaved;
  if (answer?.status !== 409) saveSoon(RETRY_MS);
};

const saveSoon = (after = PAUSE_MS) => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    saving = true;
    last = last.then(save).finally(() => {
      saving = false;
    });
  }, after);
};

const smaller = async (file) => {
  if (file.size < LARGE_BYTES) return file;
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, WIDEST / picture.width);
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.86));
  return blob ? new File([blob], file.name, { type: "image/jpeg" }) : file;
};

const send = async (input) => {
  const help = document.getElementById("pictures-help");
  help.textContent = help.dataset.working;
  const chosen = new DataTransfer();
  for (const file of input.files) chosen.items.add(await smaller(file).catch(() => file));
  input.files = chosen.files;
  clearTimeout(waiting);
  await last;
  form.requestSubmit(form.querySelector("[data-upload-button]"));
};

if (form && status) {
  form.classList.add("has-script");
  form.addEventListener("input", (event) => {
    if (event.target.type !== "file") saveSoon();
  });
  form.addEventListener("change", (event) => {
    if (event.target.type === "file" && event.target.files.length > 0) void send(event.target);
  });
  // While a saving is under way the form's version is about to change: sent now, it would meet its own saving there.
  form.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    if (!saving) return;
    event.preventDefault();
    event.stopPropagation();
    void last.then(() => form.requestSubmit(event.submitter));
  });
  const upload = form.querySelector("[data-upload-button]");
  if (upload) upload.hidden = true;
}
