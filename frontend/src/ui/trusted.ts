/** Strings become script addresses or markup only through one policy, whose name the server's header allows. */
type Rules = { createScriptURL: (own: string) => string; createHTML: (own: string) => string }
type Factory = { createPolicy: (name: string, rules: Rules) => Rules }

const { trustedTypes } = globalThis as { trustedTypes?: Factory }
const rules: Rules = { createScriptURL: (own) => own, createHTML: (own) => own }
/** Browsers without trusted types take the string as it is. */
const policy = trustedTypes?.createPolicy('backfit', rules) ?? rules

/** An address of our own script. */
export const trustedAddress = (address: string): string => policy.createScriptURL(address)

/** Markup that was made by us and looked through. */
export const trustedMarkup = (markup: string): string => policy.createHTML(markup)
