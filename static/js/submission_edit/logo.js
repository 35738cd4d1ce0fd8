// The logo in the form: shown when it is saved. Knows its own field only.

/** Returns `show(answer, wasSent)`. */
export function createLogo(field) {
  const file = field.querySelector("[type=file]");
  const key = field.querySelector("[name=logo]");
  const picture = field.querySelector("[data-logo-picture]");
  const removal = field.querySelector("[data-logo-remove]");
  const remove = removal.querySelector("input");

  return function show({ logo, logo_address: address }, wasSent) {
    if (wasSent.file && file.files[0] === wasSent.file) file.value = "";
    remove.checked = false;
    if (key.value === logo && picture.hidden === !logo) return;
    key.value = logo;
    picture.hidden = removal.hidden = !logo;
    const image = picture.querySelector("img");
    if (logo) image.src = address;
    else image.removeAttribute("src");
  };
}
