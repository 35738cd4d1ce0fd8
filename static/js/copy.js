// Copies a field's text, or at least selects it. Knows the clipboard; says nothing itself.

/** Resolves to whether the text was copied; where the browser refuses, the text is selected and has the focus. */
export async function copyFrom(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.focus();
    field.select();
    return false;
  }
}
