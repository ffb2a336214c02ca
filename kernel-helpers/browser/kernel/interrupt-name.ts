/** The global under which the code of cells finds the check for an interrupt. */
export const checkName = '__lab_check';
