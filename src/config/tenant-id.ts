export const TENANT_ID_PATTERN = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** Stands for the calls to numbers that no tenant has, as an id. */
export const DEFAULT_TENANT_ID = 'default';
