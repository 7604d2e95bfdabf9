/** Where one view at a time has room. The style sheet has the same width. */

export const phone: MediaQueryList = matchMedia("(max-width: 800px)");
