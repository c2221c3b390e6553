// The screen of a meeting room: the next picture by itself, arrows to leaf, space to stay. Each picture is fetched before it is
// shown, so that a server that cannot be reached leaves the last one standing, with its time and a word about it.
const { next, previous, seconds } = document.body.dataset;
const hold = document.querySelector("[data-hold]");
const HELD = "present-held";
const held = () => sessionStorage.getItem(HELD) === "1";

const show = async (address) => {
  const answer = await fetch(address, { headers: { accept: "text/html" } }).catch(() => null);
  if (answer?.ok && !answer.redirected) location.replace(address);
  else {
    document.querySelector("[data-lost]")?.removeAttribute("hidden");
    wait();
  }
};

let timer;
const wait = () => {
  clearTimeout(timer);
  // Held, the same picture is asked for again: it stays, its figures do not grow old.
  timer = setTimeout(() => show(held() ? location.href : next), Number(seconds) * 1000);
};

const label = () => {
  const stay = hold.dataset.stay ?? hold.textContent;
  hold.dataset.stay = stay;
  hold.textContent = held() ? hold.dataset.go : stay;
};

const toggle = () => {
  sessionStorage.setItem(HELD, held() ? "0" : "1");
  label();
  wait();
};

hold.hidden = false;
hold.addEventListener("click", toggle);
addEventListener("keydown", (event) => {
  if (event.key === "ArrowRight" || event.key === "PageDown") void show(next);
  if (event.key === "ArrowLeft" || event.key === "PageUp") void show(previous);
  if (event.key === " " && event.target === document.body) {
    event.preventDefault();
    toggle();
  }
});

label();
wait();
// Without it the screen goes dark in the middle of a meeting; browsers that have none show the page all the same.
navigator.wakeLock?.request("screen").catch(() => {});
