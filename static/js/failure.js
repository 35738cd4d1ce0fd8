// A visible message with a button that tries again. Knows DOM; what failed and what trying again means comes from outside.

export function createFailure({ text, retry, onRetry }) {
  const box = document.createElement("div");
  box.className = "failure";
  box.setAttribute("role", "alert");
  const message = document.createElement("p");
  message.textContent = text;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "failure__retry";
  button.textContent = retry;
  button.addEventListener("click", (event) => {
    event.stopPropagation(); // the box goes with the click: a map below could not tell that it was not meant
    onRetry();
  });
  box.append(message, button);
  return box;
}
