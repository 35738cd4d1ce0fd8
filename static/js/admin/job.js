// Shows how far a job is, without loading its page again. Knows the page of one job.

const PAUSE = 1500; // milliseconds between two questions
const LONG_PAUSE = 6000; // when one was not answered

const page = document.querySelector("[data-job]");
const part = (name) => page.querySelector(`[data-${name}]`);
let timer;

async function ask() {
  clearTimeout(timer);
  try {
    const response = await fetch(page.dataset.job, { headers: { Accept: "application/json" } });
    if (!response.ok || response.redirected) throw new Error(`${page.dataset.job} answered ${response.status}`);
    const state = await response.json();
    if (state.finished) {
      location.reload(); // the end has other buttons
      return;
    }
    show(state);
    timer = setTimeout(ask, PAUSE);
  } catch {
    say("notice", page.dataset.textFailed);
    timer = setTimeout(ask, LONG_PAUSE);
  }
}

function show({ status, tone, count, percent, notice, lines }) {
  part("status").textContent = status;
  part("status").className = `word word--${tone}`;
  part("count").textContent = count;
  if (percent === null) part("bar").removeAttribute("value");
  else part("bar").value = percent;
  say("notice", notice);
  part("lines").replaceChildren(
    ...lines.map((line) => {
      const item = document.createElement("li");
      item.textContent = line;
      return item;
    }),
  );
}

function say(name, text) {
  part(name).textContent = text;
  part(name).hidden = !text;
}

timer = setTimeout(ask, PAUSE);
