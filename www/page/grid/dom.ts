/** Elements, made in one line each. */

export function make<K extends keyof HTMLElementTagNameMap>(name: K, className: string, ...content: readonly (Node | string)[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  element.className = className;
  element.append(...content);
  return element;
}

export function button(text: string, onClick: () => void): HTMLButtonElement {
  const element = make("button", "", text);
  element.type = "button";
  element.addEventListener("click", onClick);
  return element;
}
