// Small comforts over pages that work without them.

/** Shows what only makes sense with this script. */
const reveal = (root) => {
  for (const element of root.querySelectorAll("[data-step], [data-reveal], [data-copy], [data-print]"))
    element.hidden = false;
};

/** − and + beside a number: they stop at its limits and tell the form, as typing would. */
const stepQuantity = (button) => {
  const input = button.closest("[data-quantity]").querySelector("input");
  const before = input.value;
  if (Number(button.dataset.step) > 0) input.stepUp();
  else input.stepDown();
  markLimits(input);
  if (input.value !== before) input.dispatchEvent(new Event("change", { bubbles: true }));
};

const markLimits = (input) => {
  const [fewer, more] = input.closest("[data-quantity]").querySelectorAll("[data-step]");
  fewer.disabled = input.value !== "" && Number(input.value) <= Number(input.min);
  more.disabled = input.max !== "" && Number(input.value) >= Number(input.max);
};

const togglePassword = (button) => {
  const input = document.getElementById(button.dataset.reveal);
  const shown = input.type === "text";
  input.type = shown ? "password" : "text";
  button.setAttribute("aria-pressed", String(!shown));
  [button.textContent, button.dataset.hide] = [button.dataset.hide, button.textContent];
};

const copy = async (button) => {
  await navigator.clipboard.writeText(button.dataset.copy);
  const words = button.textContent;
  button.textContent = button.dataset.copied ?? "✓";
  setTimeout(() => {
    button.textContent = words;
  }, 1600);
};

const closeOpenMenus = (except) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== except) menu.open = false;
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.step) stepQuantity(button);
  else if (button?.dataset.reveal) togglePassword(button);
  else if (button?.dataset.copy) void copy(button);
  else if (button && "print" in button.dataset) window.print();
  closeOpenMenus(event.target.closest("details.menu"));
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.menu[open]");
  closeOpenMenus();
  menu?.querySelector("summary").focus();
});

// A number being stepped through is sent when the stepping has stopped, anything else at once.
let sending;
const sendSoon = (form, after) => {
  clearTimeout(sending);
  sending = setTimeout(() => form.requestSubmit(), after);
};

document.addEventListener("change", (event) => {
  const stepped = event.target.closest("[data-quantity]");
  if (stepped) markLimits(event.target);
  const form = event.target.closest("form[data-auto-submit]");
  if (form) sendSoon(form, stepped ? 600 : 0);
});

// A choice that changes the sums of a form is reckoned at once, by the button that would do it.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-refresh]"))
    event.target.closest("fieldset").querySelector("[data-refresher]").click();
});

// What is ticked is added up as it changes; without a script the sum of the whole list stands there.
const addUp = (line) => {
  const chosen = [...line.closest("form").querySelectorAll("[data-fen]:checked")];
  const yuan = chosen.reduce((sum, box) => sum + Number(box.dataset.fen), 0) / 100;
  const amount = `¥${yuan.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
  line.textContent = line.dataset.sum.replace("{count}", chosen.length).replace("{amount}", amount);
};

document.addEventListener("change", (event) => {
  const line = event.target.matches("[data-fen]") && event.target.closest("form").querySelector("[data-sum]");
  if (line) addUp(line);
});

// One form is sent once. The button is only disabled after the browser has gathered the form, so that its own name and
// value are in it; coming back through the history makes the form usable again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  setTimeout(() => {
    for (const button of form.querySelectorAll("button[type=submit], button:not([type])")) button.disabled = true;
  });
});

window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("button")) button.disabled = false;
  }
});

reveal(document);
for (const line of document.querySelectorAll("[data-sum]")) addUp(line);
for (const button of document.querySelectorAll("[data-refresher]")) button.hidden = true;
for (const input of document.querySelectorAll("[data-quantity] input")) markLimits(input);
for (const form of document.querySelectorAll("form[data-auto-submit]")) {
  const send = form.querySelector("button[type=submit], button:not([type])");
  if (send) send.hidden = true;
}
document.querySelector("[data-focus]")?.focus();
