/** Sizes of a slide and of what stands on it. */
export const [width, height] = [1280, 720];
/** Space for the content; the rest is the slide's margin and its number. */
export const room = height - 50;
/** Height of the line that names the section of a slide without a heading. */
export const runningHeight = 34;
/** Content that is only a little too long is made smaller and not split. */
export const tolerance = 0.85;
export const least = 0.5;

export const element = (className, ...children) => {
  const made = document.createElement('div');
  made.className = className;
  made.append(...children);
  return made;
};

export const heightOf = (box) => box.getBoundingClientRect().height;

export const heightsOf = (units) => units.reduce((total, { height }) => total + height, 0);
