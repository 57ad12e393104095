import type { Rule } from 'eslint';

export declare const closedChains: Rule.RuleModule;
