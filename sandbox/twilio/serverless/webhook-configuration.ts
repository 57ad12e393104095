/** How the account's webhooks are signed, as the Webhooks configuration API shows it (public beta). */
export interface WebhookConfiguration {
  /** False: the account does not have the API. */
  isOffered: boolean;
  readonly rules: WebhookRuleJson[];
  readonly settings: WebhookSettingJson[];
}

/** @see https://www.twilio.com/docs/usage/webhooks/webhook-rules */
export interface WebhookRuleJson {
  readonly id: string;
  readonly matchType: 'EXACT_MATCH' | 'PREFIX_MATCH' | 'DEFAULT';
  readonly value?: string;
  readonly prefix?: string;
  readonly settings: readonly { readonly settingId: string; readonly percentage: number }[];
}

/** @see https://www.twilio.com/docs/usage/webhooks/webhook-settings */
export interface WebhookSettingJson {
  readonly id: string;
  readonly type: 'CUSTOMER';
  readonly signature?: {
    readonly type: string;
    readonly sharedKeyId?: string;
    readonly algorithm?: 'HMAC_SHA1' | 'HMAC_SHA256';
  };
}
