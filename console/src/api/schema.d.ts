// Made by src/server/openapi.test.ts, which says how to make it anew.
export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process is alive */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/hooks/envoy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Envoy, ext_authz over HTTP */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        /** Envoy, ext_authz over HTTP */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        /** Envoy, ext_authz over HTTP */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        /** Envoy, ext_authz over HTTP */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        /** Envoy, ext_authz over HTTP */
        options: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        /** Envoy, ext_authz over HTTP */
        head: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        /** Envoy, ext_authz over HTTP */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        /** Envoy, ext_authz over HTTP */
        trace: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
    };
    "/hooks/litellm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** LiteLLM, generic_guardrail_api */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        /** LiteLLM, generic_guardrail_api */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        /** LiteLLM, generic_guardrail_api */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        /** LiteLLM, generic_guardrail_api */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        /** LiteLLM, generic_guardrail_api */
        options: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        /** LiteLLM, generic_guardrail_api */
        head: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        /** LiteLLM, generic_guardrail_api */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        /** LiteLLM, generic_guardrail_api */
        trace: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
    };
    "/hooks/portkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** a webhook with a verdict, as Portkey has it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        /** a webhook with a verdict, as Portkey has it */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        /** a webhook with a verdict, as Portkey has it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        /** a webhook with a verdict, as Portkey has it */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        /** a webhook with a verdict, as Portkey has it */
        options: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        /** a webhook with a verdict, as Portkey has it */
        head: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        /** a webhook with a verdict, as Portkey has it */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        /** a webhook with a verdict, as Portkey has it */
        trace: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Metrics for Prometheus */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Decisions are made from what is known; 503 while they are not */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was decided about one account. */
        get: {
            parameters: {
                query: {
                    account: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            account: string;
                            appeals: string[];
                            attested: {
                                attested_by: string;
                                attribute: string;
                                /** @description ISO 8601, UTC */
                                until: string;
                            }[];
                            containments: {
                                accounts: number;
                                /** @description ISO 8601, UTC */
                                at: string;
                                began: number;
                                begun: number;
                                by: string;
                                campaign: string;
                                /** @description ISO 8601, UTC */
                                from: string;
                                /** @enum {string} */
                                grade: "mark" | "verify" | "slow" | "thin" | "suspend";
                                id: string;
                                plan: string;
                                reason: string;
                                reference: string;
                                /** @enum {string} */
                                state: "in force" | "over" | "undone";
                                /** @description ISO 8601, UTC */
                                until: string;
                            }[];
                            grants: string[];
                            undone: {
                                action: string;
                                /** @description ISO 8601, UTC */
                                at: string;
                                by: string;
                                reason: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account}/traffic": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an account sent, by day and by stream, and who is like it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    account: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            account: string;
                            campaigns: {
                                account: {
                                    account: string;
                                    /** @description log-odds, natural units */
                                    apart?: {
                                        [key: string]: number;
                                    };
                                    /** @enum {string} */
                                    because?: "used-otherwise" | "uncertain" | "same-list" | "asks-otherwise" | "declared-customer" | "pool" | "not-established";
                                    exchanges?: number;
                                    membership: number;
                                    /** @enum {string} */
                                    role: "harvester" | "cover" | "bystander";
                                    /** @description log-odds, natural units */
                                    why?: {
                                        [key: string]: number;
                                    };
                                };
                                id: string;
                                /** @enum {string} */
                                verdict: "harvesting" | "pooled-access" | "watch";
                            }[];
                            /** @description exchanges; by step, from `from` on */
                            days: number[];
                            exchanges: number;
                            /** @description ISO 8601, UTC */
                            first: string | null;
                            /** @description ISO 8601, UTC */
                            from: string | null;
                            input_tokens: number;
                            known: {
                                /** @description ISO 8601, UTC */
                                created: string | null;
                                email_domain: string;
                                plan: string;
                                program: string;
                                /** @description other accounts with the same */
                                shares: {
                                    email: number;
                                    org: number;
                                    payment: number;
                                    phone: number;
                                };
                                verification: string;
                            } | null;
                            /** @description ISO 8601, UTC */
                            last: string | null;
                            neighbours: {
                                account: string;
                                campaign: string | null;
                                shares: {
                                    family: string;
                                    value: string;
                                }[];
                            }[];
                            output_tokens: number;
                            /**
                             * @description seconds
                             * @enum {number}
                             */
                            step: 86400;
                            streams: {
                                campaign: string | null;
                                exchanges: number;
                                /** @description ISO 8601, UTC */
                                first: string;
                                ja4: string;
                                /** @description ISO 8601, UTC */
                                last: string;
                                models: {
                                    [key: string]: number;
                                };
                                networks: number;
                                /** @description its exchanges that belong to that campaign */
                                of_campaign: number;
                                output_tokens: number;
                                /** @description exchanges of one message, nothing before it */
                                standalone: number;
                                system: boolean;
                                tools: boolean;
                                /** @description the most frequent */
                                user_agent: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Accounts whose names begin so */
        get: {
            parameters: {
                query: {
                    /** @description how its name begins, as it is stored; or the whole of it, as it was sent */
                    q: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description in order, at most 20 */
                            accounts: string[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/appeals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The appeals, open ones first, and how often each signal was wrong. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            appeals: {
                                account: string;
                                action: string;
                                /** @description ISO 8601, UTC */
                                at: string;
                                campaign: string;
                                contained: boolean;
                                /** @description who planned, approved or applied it: none of them rules on it alone */
                                contained_by: string[];
                                evidence: {
                                    because?: string;
                                    membership: number;
                                    role: string;
                                    /** @description log-odds, natural units */
                                    why?: {
                                        [key: string]: number;
                                    };
                                } | null;
                                id: string;
                                reference: string;
                                ruling?: {
                                    /** @description ISO 8601, UTC */
                                    at: string;
                                    by: string;
                                    reason: string;
                                    signals: string[];
                                    upheld: boolean;
                                };
                                text: string;
                            }[];
                            signals: {
                                rulings: number;
                                signal: string;
                                upheld: number;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Takes an objection by the reference that a contained account was told. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reference: string;
                        text: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/appeals/rulings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decides an appeal; one that is upheld undoes the containment at once. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        appeal: string;
                        /** @description why, for the audit trail */
                        reason: string;
                        upheld: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            account: string;
                            action: string;
                            /** @description ISO 8601, UTC */
                            at: string;
                            campaign: string;
                            contained: boolean;
                            /** @description who planned, approved or applied it: none of them rules on it alone */
                            contained_by: string[];
                            evidence: {
                                because?: string;
                                membership: number;
                                role: string;
                                /** @description log-odds, natural units */
                                why?: {
                                    [key: string]: number;
                                };
                            } | null;
                            id: string;
                            reference: string;
                            ruling?: {
                                /** @description ISO 8601, UTC */
                                at: string;
                                by: string;
                                reason: string;
                                signals: string[];
                                upheld: boolean;
                            };
                            text: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/attestations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Attestations, those that have run out too. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            attestations: {
                                account: string;
                                /** @description ISO 8601, UTC */
                                at: string;
                                attested_by: string;
                                attribute: string;
                                by: string;
                                id: string;
                                reason: string;
                                /** @description ISO 8601, UTC */
                                until: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Writes down who attests that an account is eligible, and until when. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        account: string;
                        /** @description who attests it */
                        attested_by: string;
                        /** @description the eligibility, such as us-person */
                        attribute: string;
                        /** @description why, for the audit trail */
                        reason: string;
                        /**
                         * Format: date-time
                         * @description when it runs out
                         */
                        until: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/attestations/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraws an attestation. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        account: string;
                        attribute: string;
                        /** @description why, for the audit trail */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The audit trail: who did what, when and why; the oldest first. */
        get: {
            parameters: {
                query?: {
                    /** @description only records after this id */
                    after?: string;
                    /** @description only the record of this id */
                    id?: string;
                    kind?: string;
                    /** @description the newest so many */
                    last?: number;
                    /** @description counted: long lists and texts are left out, and `left_out` says how long they are; with `id` they come whole */
                    long?: "whole" | "counted";
                    subject?: string;
                    /** @description only records before this id */
                    until?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            records: {
                                actor: string;
                                after: unknown;
                                /** @description ISO 8601, UTC */
                                at: string;
                                before: unknown;
                                id: string;
                                kind: string;
                                /** @description with long=counted: by its place, after.accounts, how long each is that is left out: entries, or characters of a text */
                                left_out?: {
                                    [key: string]: number;
                                };
                                reason: string;
                                subject: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The campaigns, newest first, a summary of each */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            campaigns: {
                                /** @description by role */
                                accounts: {
                                    [key: string]: number;
                                };
                                /** @description bounds the probability of a false alarm */
                                error_bound: number;
                                exchanges: number;
                                /** @description ISO 8601, UTC */
                                first_seen: string;
                                id: string;
                                input_tokens: number;
                                /** @description ISO 8601, UTC */
                                last_seen: string;
                                models: {
                                    [key: string]: number;
                                };
                                output_tokens: number;
                                /** @enum {string} */
                                verdict: "harvesting" | "pooled-access" | "watch";
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A campaign with its accounts and its evidence */
        get: {
            parameters: {
                query?: {
                    /** @description none: without its accounts, and with how many there are of each role */
                    accounts?: "all" | "none";
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            accounts: {
                                account: string;
                                /** @description log-odds, natural units */
                                apart?: {
                                    [key: string]: number;
                                };
                                /** @enum {string} */
                                because?: "used-otherwise" | "uncertain" | "same-list" | "asks-otherwise" | "declared-customer" | "pool" | "not-established";
                                exchanges?: number;
                                membership: number;
                                /** @enum {string} */
                                role: "harvester" | "cover" | "bystander";
                                /** @description log-odds, natural units */
                                why?: {
                                    [key: string]: number;
                                };
                            }[];
                            /** @description over the whole time looked at, in equal parts */
                            activity: number[];
                            capabilities: {
                                [key: string]: number;
                            };
                            /** @description bounds the probability of a false alarm */
                            error_bound: number;
                            evidence: {
                                against: string;
                                family: string;
                                log_likelihood_ratio: number;
                                p_value: number | null;
                                signal: string;
                                summary: string;
                            }[];
                            exchanges: number;
                            explanations: {
                                explanation: string;
                                figure: string;
                                limit?: number;
                                value?: number;
                                /** @enum {string} */
                                verdict: "ruled out" | "not ruled out";
                            }[];
                            /** @description ISO 8601, UTC */
                            first_seen: string;
                            id: string;
                            input_tokens: number;
                            /** @description ISO 8601, UTC */
                            last_seen: string;
                            models: {
                                [key: string]: number;
                            };
                            output_tokens: number;
                            /** @description accounts by role; with ?accounts=none, for they are left out */
                            roles?: {
                                [key: string]: number;
                            };
                            /** @enum {boolean} */
                            templates?: true;
                            /** @enum {string} */
                            verdict: "harvesting" | "pooled-access" | "watch";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{id}/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A campaign’s accounts, so many at a time */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    offset?: number;
                    order?: "asc" | "desc";
                    role?: "harvester" | "cover" | "bystander";
                    /** @description what the account has in it, in whatever case */
                    search?: string;
                    sort?: "membership" | "exchanges" | "account";
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            accounts: {
                                account: string;
                                /** @description log-odds, natural units */
                                apart?: {
                                    [key: string]: number;
                                };
                                /** @enum {string} */
                                because?: "used-otherwise" | "uncertain" | "same-list" | "asks-otherwise" | "declared-customer" | "pool" | "not-established";
                                exchanges?: number;
                                membership: number;
                                /** @enum {string} */
                                role: "harvester" | "cover" | "bystander";
                                /** @description log-odds, natural units */
                                why?: {
                                    [key: string]: number;
                                };
                            }[];
                            /** @description all accounts of the campaign */
                            of: number;
                            /** @description accounts that match */
                            total: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{id}/views/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A campaign by hour and model, beside everybody else */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description accounts of the campaign that sent something of it; by step, from `from` on */
                            accounts: number[];
                            /** @description ISO 8601, UTC */
                            from: string;
                            models: {
                                /** @description of the campaign; by step, from `from` on */
                                exchanges: number[];
                                input_tokens: number;
                                model: string;
                                output_tokens: number;
                            }[];
                            /** @description exchanges of everybody else; by step, from `from` on */
                            others: number[];
                            /**
                             * @description seconds
                             * @enum {number}
                             */
                            step: 3600;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{id}/views/life": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A campaign by day: its accounts coming, sending and going, and its moves to other models */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description accounts that sent something; by step, from `from` on */
                            active: number[];
                            /** @description ISO 8601, UTC */
                            from: string;
                            /** @description accounts that sent for the first time; by step, from `from` on */
                            joined: number[];
                            /** @description accounts that sent for the last time; by step, from `from` on */
                            left: number[];
                            moves: {
                                /** @description its first use by the campaign */
                                first: string;
                                /** @description the first day on which it carried half of the exchanges */
                                half: string | (never | null);
                                model: string;
                                /** @description its first use by anyone */
                                seen_first: string;
                            }[];
                            /**
                             * @description seconds
                             * @enum {number}
                             */
                            step: 86400;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{id}/views/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The templates of a campaign’s prompts, by their sketches */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            rest: {
                                exchanges: number;
                            };
                            templates: {
                                accounts: number;
                                /** @description share of its exchanges that ask for each */
                                asks: {
                                    [key: string]: number;
                                };
                                /** @description of prompts: 5%, median, 95% */
                                bytes: [
                                    number,
                                    number,
                                    number
                                ];
                                /** @description sketch of its last words, where they are its own */
                                closing: string | null;
                                exchanges: number;
                                /** @description ISO 8601, UTC */
                                first: string;
                                id: string;
                                /** @description ISO 8601, UTC */
                                last: string;
                                models: {
                                    [key: string]: number;
                                };
                                /** @description sketch of its first words, where they are its own */
                                opening: string | null;
                                /** @description accounts outside that begin or end prompts so */
                                others: number;
                                /** @description different ones; above 65,536 within a percent */
                                prompts: number;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{id}/views/traits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a campaign’s accounts share that others don’t: accounts × values */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description rows, like next to like */
                            accounts: string[];
                            /** @description base64; a row is ceil(traits / 8) bytes, least significant bit first */
                            cells: string;
                            /** @description accounts outside, in all */
                            outside: number;
                            /** @description a letter an account: h, c, b */
                            roles: string;
                            traits: {
                                /** @description of the campaign that show it */
                                accounts: number;
                                family: string;
                                /** @description as the engine compares it, 16 hex digits */
                                hash: string;
                                /** @description accounts outside that show it */
                                others: number;
                                trait: string;
                                /** @description as stored; hashes and pseudonyms as their first hex digits */
                                value: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/canaries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The canaries: by whose key answers of which campaigns are marked, the newest first. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            canaries: {
                                campaign: string;
                                canary: string;
                                plans: {
                                    accounts: number;
                                    action: string | null;
                                    /** @description ISO 8601, UTC */
                                    at: string;
                                    by: string;
                                    days: number;
                                    needs_approval: boolean;
                                    plan: string;
                                    /** @enum {string} */
                                    state: "planned" | "in force" | "over" | "undone";
                                    /** @description ISO 8601, UTC */
                                    until: string | null;
                                }[];
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/canary-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The key by which answers are marked, once the log has committed to it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description as an obligation `mark:…` names it */
                        canary: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            canary: string;
                            /** @description base64, 32 bytes */
                            key: string;
                            /** @description ISO 8601, UTC: no answer is marked by it later */
                            until: string;
                            /** @description base64, SHA-256: the table of wordings that it is for */
                            words: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/containment/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The containments, the newest first; with `id` one and its accounts. */
        get: {
            parameters: {
                query?: {
                    id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            actions: {
                                accounts: number;
                                /** @description ISO 8601, UTC */
                                at: string;
                                began: number;
                                begun: number;
                                by: string;
                                campaign: string;
                                id: string;
                                plan: string;
                                reason: string;
                                /** @enum {string} */
                                state: "in force" | "over" | "undone";
                                /** @description ISO 8601, UTC */
                                until: string;
                            }[];
                        } | {
                            accounts: number;
                            /** @description ISO 8601, UTC */
                            at: string;
                            began: number;
                            begun: number;
                            by: string;
                            campaign: string;
                            contained: {
                                account: string;
                                /** @description ISO 8601, UTC */
                                from: string;
                                /** @enum {string} */
                                grade: "mark" | "verify" | "slow" | "thin" | "suspend";
                                reference: string;
                            }[];
                            id: string;
                            plan: string;
                            reason: string;
                            /** @enum {string} */
                            state: "in force" | "over" | "undone";
                            undone: {
                                account: string;
                                /** @description ISO 8601, UTC */
                                at: string;
                                by: string;
                                /** @description ISO 8601, UTC */
                                from: string;
                                reason: string;
                            }[];
                            /** @description ISO 8601, UTC */
                            until: string;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Contains the accounts of a plan; without `confirm` it says what would be done. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        confirm?: boolean;
                        /** @description how long; 7 */
                        days?: number;
                        over_hours?: number;
                        plan: string;
                        /** @description why, for the audit trail */
                        reason: string;
                        waves?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            accounts: number;
                            /** @description null where it was not confirmed */
                            action: string | null;
                            campaign: string;
                            dropped: {
                                [key: string]: number;
                            };
                            needs_approval: boolean;
                            plan: string;
                            /** @description ISO 8601, UTC */
                            until: string;
                            waves: {
                                accounts: number;
                                /** @description ISO 8601, UTC */
                                from: string;
                                /** @description ISO 8601, UTC */
                                to: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/containment/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves a plan that somebody else made. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        plan: string;
                        /** @description why, for the audit trail */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/containment/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The plans, the newest first; with `id` one, whole. */
        get: {
            parameters: {
                query?: {
                    id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            plans: {
                                accounts: number;
                                actions: string[];
                                approvals: {
                                    /** @description ISO 8601, UTC */
                                    at: string;
                                    by: string;
                                }[];
                                /** @description ISO 8601, UTC */
                                at: string;
                                by: string;
                                campaign: string;
                                id: string;
                                needs_approval: boolean;
                                reason: string;
                            }[];
                        } | {
                            accounts: {
                                account: string;
                                /** @enum {string} */
                                grade: "mark" | "verify" | "slow" | "thin" | "suspend";
                                membership: number;
                                reference: string;
                                role: string;
                            }[];
                            approvals: {
                                /** @description ISO 8601, UTC */
                                at: string;
                                by: string;
                            }[];
                            /** @description ISO 8601, UTC */
                            at: string;
                            by: string;
                            campaign: string;
                            /** @description of a plan to mark answers */
                            canary?: string;
                            companies: {
                                inside: number;
                                name: string;
                                others: number;
                            }[];
                            /** @description with it: how long at most */
                            days?: number;
                            error_bound: number;
                            expected_harm: {
                                accounts: number;
                                exchanges_a_week: number;
                            };
                            grades: {
                                accounts: number;
                                /** @enum {string} */
                                grade: "mark" | "verify" | "slow" | "thin" | "suspend";
                                notices: string;
                            }[];
                            grants: {
                                accounts: number;
                                grant: string;
                                to: string;
                            }[];
                            id: string;
                            left_alone: {
                                [key: string]: number;
                            };
                            needs_approval: boolean;
                            paying: {
                                accounts: number;
                                exchanges: number;
                                output_tokens: number;
                            };
                            reason: string;
                            tools: {
                                inside: number;
                                name: string;
                                others: number;
                            }[];
                            verdict: string;
                            week: {
                                exchanges: number;
                                input_tokens: number;
                                output_tokens: number;
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        /** Makes a plan to contain a campaign. Nothing is done to anyone. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        approval_above?: number;
                        campaign: string;
                        /** @description of marks: how long at most; 14 */
                        days?: number;
                        except?: string[];
                        /**
                         * @description for everyone, in place of what is suggested
                         * @enum {string}
                         */
                        grade?: "mark" | "verify" | "slow" | "thin" | "suspend";
                        /** @description only who belongs so surely */
                        membership?: number;
                        /** @description of marks: not by the key that earlier ones of the campaign have */
                        new_key?: boolean;
                        /** @description why, for the audit trail */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            accounts: {
                                account: string;
                                /** @enum {string} */
                                grade: "mark" | "verify" | "slow" | "thin" | "suspend";
                                membership: number;
                                reference: string;
                                role: string;
                            }[];
                            approvals: {
                                /** @description ISO 8601, UTC */
                                at: string;
                                by: string;
                            }[];
                            /** @description ISO 8601, UTC */
                            at: string;
                            by: string;
                            campaign: string;
                            /** @description of a plan to mark answers */
                            canary?: string;
                            companies: {
                                inside: number;
                                name: string;
                                others: number;
                            }[];
                            /** @description with it: how long at most */
                            days?: number;
                            error_bound: number;
                            expected_harm: {
                                accounts: number;
                                exchanges_a_week: number;
                            };
                            grades: {
                                accounts: number;
                                /** @enum {string} */
                                grade: "mark" | "verify" | "slow" | "thin" | "suspend";
                                notices: string;
                            }[];
                            grants: {
                                accounts: number;
                                grant: string;
                                to: string;
                            }[];
                            id: string;
                            left_alone: {
                                [key: string]: number;
                            };
                            needs_approval: boolean;
                            paying: {
                                accounts: number;
                                exchanges: number;
                                output_tokens: number;
                            };
                            reason: string;
                            tools: {
                                inside: number;
                                name: string;
                                others: number;
                            }[];
                            verdict: string;
                            week: {
                                exchanges: number;
                                input_tokens: number;
                                output_tokens: number;
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/containment/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undoes a containment, whole or for some accounts. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        accounts?: string[];
                        action: string;
                        /** @description why, for the audit trail */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            action: string;
                            left: number;
                            undone: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whether a request may go on, and what the gateway has to do */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        account: string;
                        attributes?: {
                            [key: string]: string | number | boolean;
                        } | null;
                        channel?: string | null;
                        client?: {
                            [key: string]: unknown;
                        } | null;
                        model: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            campaign?: string;
                            /** @enum {string} */
                            decision: "allow" | "verify" | "slow" | "thin" | "hold" | "suspend";
                            /** @enum {string} */
                            fallback?: "open" | "closed";
                            obligations: string[];
                            reasons: {
                                policy: string;
                                text: string;
                            }[];
                            reference?: string;
                            until?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/decisions/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Up to 1000 decisions at once, in the order of the requests */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        requests: {
                            account: string;
                            attributes?: {
                                [key: string]: string | number | boolean;
                            } | null;
                            channel?: string | null;
                            client?: {
                                [key: string]: unknown;
                            } | null;
                            model: string;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            decisions: {
                                campaign?: string;
                                /** @enum {string} */
                                decision: "allow" | "verify" | "slow" | "thin" | "hold" | "suspend";
                                /** @enum {string} */
                                fallback?: "open" | "closed";
                                obligations: string[];
                                reasons: {
                                    policy: string;
                                    text: string;
                                }[];
                                reference?: string;
                                until?: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/detections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Looks for campaigns now; one detection at a time
         * @description Answers 202 when it has begun (or one was under way): /v1/status says when it is done.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description look only at what came before; by default at all that is stored
                         */
                        until?: string | null;
                        /** @description answer when it is done, not when it has begun */
                        wait?: boolean;
                    } | null;
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dossiers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The dossiers that were made, the newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            dossiers: {
                                accounts: number;
                                /** @description ISO 8601, UTC */
                                at: string;
                                by: string;
                                bytes: number;
                                campaign: string;
                                /** @description the index of its claim in the log */
                                claim: number;
                                exchanges: number;
                                /** @enum {string} */
                                level: "public" | "partner" | "regulator";
                                maker: string | null;
                                name: string;
                                partner: string | null;
                                /** @description hex, of the archive */
                                sha256: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Makes a dossier on a campaign, keeps it, and gives it: a ZIP archive that stillwatch-verify checks */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        campaign: string;
                        /** @enum {string} */
                        level: "public" | "partner" | "regulator";
                        /** @description who makes the claim, for the letter */
                        maker?: string;
                        /** @description at level partner: whose key the pseudonyms are under */
                        partner?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dossiers/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A dossier, again: the same bytes */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        /** Removes a dossier here; its claim stays in the log */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exchanges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes exchanges in, in the native format
         * @description One exchange a line (application/x-ndjson), or {"exchanges": […]} or an array as application/json; gzip is read. What is accepted is on disk when the answer comes. The same ids may be sent again.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        account: string;
                        api_key?: string | null;
                        channel?: string | null;
                        client?: {
                            asn?: (number | string) | (never | null);
                            country?: string | null;
                            ip?: string | null;
                            ja4?: string | null;
                            user_agent?: string | null;
                        } | null;
                        conversation?: string | null;
                        id: string;
                        model: string;
                        org?: string | null;
                        request: {
                            max_tokens?: (number | string) | (never | null);
                            messages?: {
                                content?: (string | (string | ({
                                    text?: string;
                                    type?: string;
                                } & {
                                    [key: string]: unknown;
                                }))[] | {
                                    [key: string]: unknown;
                                }) | (never | null);
                                name?: (string | {
                                    [key: string]: unknown;
                                }) | (never | null);
                                role: string;
                                tool_call_id?: (string | {
                                    [key: string]: unknown;
                                }) | (never | null);
                                tool_calls?: unknown[] | null;
                            }[] | null;
                            n?: (number | string) | (never | null);
                            prompt?: (string | {
                                [key: string]: unknown;
                            }) | (never | null);
                            stream?: (boolean | (0 | 1)) | (never | null);
                            system?: (string | {
                                [key: string]: unknown;
                            }) | (never | null);
                            temperature?: (number | string) | (never | null);
                            tools?: unknown[] | null;
                            top_p?: (number | string) | (never | null);
                        };
                        response?: {
                            input_tokens?: (number | string) | (never | null);
                            output_tokens?: (number | string) | (never | null);
                            reasoning?: (string | {
                                [key: string]: unknown;
                            }) | (never | null);
                            stop_reason?: string | null;
                            text?: (string | {
                                [key: string]: unknown;
                            }) | (never | null);
                        } | null;
                        time: string;
                    };
                    "application/jsonl": {
                        account: string;
                        api_key?: string | null;
                        channel?: string | null;
                        client?: {
                            asn?: (number | string) | (never | null);
                            country?: string | null;
                            ip?: string | null;
                            ja4?: string | null;
                            user_agent?: string | null;
                        } | null;
                        conversation?: string | null;
                        id: string;
                        model: string;
                        org?: string | null;
                        request: {
                            max_tokens?: (number | string) | (never | null);
                            messages?: {
                                content?: (string | (string | ({
                                    text?: string;
                                    type?: string;
                                } & {
                                    [key: string]: unknown;
                                }))[] | {
                                    [key: string]: unknown;
                                }) | (never | null);
                                name?: (string | {
                                    [key: string]: unknown;
                                }) | (never | null);
                                role: string;
                                tool_call_id?: (string | {
                                    [key: string]: unknown;
                                }) | (never | null);
                                tool_calls?: unknown[] | null;
                            }[] | null;
                            n?: (number | string) | (never | null);
                            prompt?: (string | {
                                [key: string]: unknown;
                            }) | (never | null);
                            stream?: (boolean | (0 | 1)) | (never | null);
                            system?: (string | {
                                [key: string]: unknown;
                            }) | (never | null);
                            temperature?: (number | string) | (never | null);
                            tools?: unknown[] | null;
                            top_p?: (number | string) | (never | null);
                        };
                        response?: {
                            input_tokens?: (number | string) | (never | null);
                            output_tokens?: (number | string) | (never | null);
                            reasoning?: (string | {
                                [key: string]: unknown;
                            }) | (never | null);
                            stop_reason?: string | null;
                            text?: (string | {
                                [key: string]: unknown;
                            }) | (never | null);
                        } | null;
                        time: string;
                    };
                    "application/x-ndjson": {
                        account: string;
                        api_key?: string | null;
                        channel?: string | null;
                        client?: {
                            asn?: (number | string) | (never | null);
                            country?: string | null;
                            ip?: string | null;
                            ja4?: string | null;
                            user_agent?: string | null;
                        } | null;
                        conversation?: string | null;
                        id: string;
                        model: string;
                        org?: string | null;
                        request: {
                            max_tokens?: (number | string) | (never | null);
                            messages?: {
                                content?: (string | (string | ({
                                    text?: string;
                                    type?: string;
                                } & {
                                    [key: string]: unknown;
                                }))[] | {
                                    [key: string]: unknown;
                                }) | (never | null);
                                name?: (string | {
                                    [key: string]: unknown;
                                }) | (never | null);
                                role: string;
                                tool_call_id?: (string | {
                                    [key: string]: unknown;
                                }) | (never | null);
                                tool_calls?: unknown[] | null;
                            }[] | null;
                            n?: (number | string) | (never | null);
                            prompt?: (string | {
                                [key: string]: unknown;
                            }) | (never | null);
                            stream?: (boolean | (0 | 1)) | (never | null);
                            system?: (string | {
                                [key: string]: unknown;
                            }) | (never | null);
                            temperature?: (number | string) | (never | null);
                            tools?: unknown[] | null;
                            top_p?: (number | string) | (never | null);
                        };
                        response?: {
                            input_tokens?: (number | string) | (never | null);
                            output_tokens?: (number | string) | (never | null);
                            reasoning?: (string | {
                                [key: string]: unknown;
                            }) | (never | null);
                            stop_reason?: string | null;
                            text?: (string | {
                                [key: string]: unknown;
                            }) | (never | null);
                        } | null;
                        time: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description on disk, and stored soon; the same id twice is stored once */
                            accepted: number;
                            rejected: {
                                index: number;
                                message: string;
                                reason: string;
                            }[];
                            /** @description rejected and not listed */
                            rejected_more?: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Grants, and what is used of each. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            grants: {
                                accounts: string[];
                                /** @description ISO 8601, UTC */
                                at: string;
                                beyond: number;
                                by: string;
                                contract: string;
                                /** @description ISO 8601, UTC */
                                from: string;
                                id: string;
                                models: string[];
                                purpose: string;
                                /** @description ISO 8601, UTC */
                                revoked?: string;
                                to: string;
                                /** @description ISO 8601, UTC */
                                until: string;
                                used: number;
                                volume: number;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Authorises distillation. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        accounts: string[];
                        /** @description the reference of the contract */
                        contract: string;
                        /** Format: date-time */
                        from: string;
                        /** @description the models; * for all */
                        models: string[];
                        purpose: string;
                        /** @description why, for the audit trail */
                        reason: string;
                        /** @description who it is granted to */
                        to: string;
                        /** Format: date-time */
                        until: string;
                        /** @description how many exchanges */
                        volume: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            grant: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/grants/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Revokes a grant. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        grant: string;
                        /** @description why, for the audit trail */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Model holds, lifted ones too. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            holds: {
                                /** @description ISO 8601, UTC */
                                at: string;
                                basis: string;
                                by: string;
                                channel?: string;
                                /** @description ISO 8601, UTC */
                                from: string;
                                id: string;
                                lacking?: string;
                                /** @description ISO 8601, UTC */
                                lifted?: string;
                                model: string;
                                reason: string;
                                /** @description ISO 8601, UTC */
                                until: string | null;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Holds a model back: from everyone, a channel, or accounts that lack an attested eligibility. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description the legal basis, in words */
                        basis: string;
                        /** @description only requests of this channel */
                        channel?: string;
                        /**
                         * Format: date-time
                         * @description when it begins
                         */
                        from: string;
                        /** @description only accounts that lack this eligibility (an attestation) */
                        lacking?: string;
                        /** @description the model, or * for all */
                        model: string;
                        /** @description why, for the audit trail */
                        reason: string;
                        /**
                         * Format: date-time
                         * @description when it ends; null: until it is lifted
                         */
                        until: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            hold: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds/lift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lifts a hold. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        hold: string;
                        /** @description why, for the audit trail */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/intel/collections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The collections that partners read over TAXII, and the campaigns in each. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            collections: {
                                as: string;
                                /** @description ISO 8601, UTC */
                                at: string;
                                by: string;
                                campaigns: {
                                    campaign: string;
                                    /** @description ISO 8601, UTC */
                                    published: string;
                                }[];
                                id: string;
                                name: string;
                                tlp: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Makes a collection that partners read over TAXII. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description who speaks in it */
                        as?: string;
                        name: string;
                        /** @description why, for the audit trail */
                        reason: string;
                        /** @description clear, green, amber or amber+strict */
                        tlp: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            collection: string;
                            name: string;
                            tlp: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/intel/collections/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Removes a collection that holds no campaign any more. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        collection: string;
                        /** @description why, for the audit trail */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/intel/match": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who here shows what partners told of. A reason to look, and no verdict. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description that were looked at */
                            accounts: number;
                            /** @description ISO 8601, UTC */
                            at: string;
                            campaigns: {
                                accounts: {
                                    account: string;
                                    campaigns: string[];
                                    score: number;
                                    why: {
                                        [key: string]: string;
                                    };
                                }[];
                                confidence: number | null;
                                error_bound: number | null;
                                explanations: {
                                    accounts: number;
                                    summary: string;
                                    /** @enum {string} */
                                    what: "one-organisation" | "verified-business" | "known-program";
                                }[];
                                first_seen: string | null;
                                /** @description in STIX; empty for indicators of no campaign */
                                id: string;
                                last_seen: string | null;
                                /** @description Traffic Light Protocol 2.0 */
                                level: string;
                                linked: {
                                    accounts: number;
                                    id: string;
                                    /** @description a p-value */
                                    infrastructure: number;
                                    /** @description a p-value */
                                    templates: number;
                                    /** @enum {string} */
                                    verdict: "harvesting" | "pooled-access" | "watch";
                                }[];
                                name: string;
                                /** @description that its values lie together at the same accounts by chance */
                                p_value: number;
                                partner: string;
                                said_accounts: number | null;
                                said_exchanges: number | null;
                                /** @description accounts here that show any */
                                touched: number;
                                /** @description of its values, those that somebody here shows, by kind */
                                values: {
                                    [key: string]: number;
                                };
                                verdict: string | null;
                            }[];
                            /** @description in force, and of kinds that can be looked for here */
                            indicators: number;
                            partners: {
                                confirmed: number;
                                falseAlarms: number;
                                partner: string;
                                /** @description the mean of Beta(1 + confirmed, 1 + false alarms) */
                                weight: number;
                            }[];
                            rulings: {
                                actor: string;
                                /** @description ISO 8601, UTC */
                                at: string;
                                campaign: string;
                                partner: string;
                                reason: string;
                                /** @enum {string} */
                                ruling: "confirmed" | "false-alarm" | "withdrawn";
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/intel/partners": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Partners, what each gave, what of it is in force, and how often each was right. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            community: {
                                id: string;
                                name: string;
                            } | null;
                            /** @description collections of partners that are followed over TAXII */
                            feeds: {
                                collection: string;
                                partner: string;
                                /** @description ISO 8601, UTC */
                                read_to: string | null;
                                root: string;
                                title: string;
                            }[];
                            partners: {
                                bundles: {
                                    /** @description SHA-256, hex */
                                    digest: string;
                                    indicators: number;
                                    objects: number;
                                    /** @description ISO 8601, UTC */
                                    received: string;
                                    /** @description the key that signed it; empty where none did */
                                    signed: string;
                                    source: string;
                                }[];
                                /** @description of them, under the key of a community that we are not in */
                                foreign: number;
                                /** @description in force now, by kind */
                                indicators: {
                                    [key: string]: number;
                                };
                                /** @description verifier keys, the newest last */
                                keys: string[];
                                partner: string;
                                record: {
                                    confirmed: number;
                                    falseAlarms: number;
                                    /** @description the mean of Beta(1 + confirmed, 1 + false alarms) */
                                    weight: number;
                                };
                                /** @description what comes without a signature is taken too */
                                unsigned: boolean;
                                /** @description when the last of them ends */
                                until: string | (never | null);
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/intel/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What would go out of a campaign at a level: the very bundle. Nothing leaves by it. */
        get: {
            parameters: {
                query: {
                    /** @description who speaks in it */
                    as?: string;
                    campaign: string;
                    /** @description clear, green, amber or amber+strict */
                    tlp: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description templates stay here: there is no community that could read them */
                            alone: boolean;
                            as: string;
                            bundle: {
                                id: string;
                                objects: ({
                                    id: string;
                                    type: string;
                                } & {
                                    [key: string]: unknown;
                                })[];
                                /** @enum {string} */
                                type: "bundle";
                            };
                            campaign: string;
                            /** @description indicators that may not leave at this level, by kind */
                            kept: {
                                [key: string]: number;
                            };
                            /** @description Traffic Light Protocol 2.0 */
                            tlp: string;
                            /** @description indicators that it holds, by kind */
                            told: {
                                [key: string]: number;
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/intel/publications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Releases a campaign to a collection, or brings what it says of it up to date. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        campaign: string;
                        /** @description by its name or id */
                        collection: string;
                        /** @description why, for the audit trail */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            campaign: string;
                            collection: string;
                            /** @description indicators that tell of it no more */
                            ended: number;
                            /** @description versions of objects that were added */
                            objects: number;
                            tlp: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/intel/rulings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says what became of a campaign that a partner told of: it weighs what else they tell. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description its id in STIX */
                        campaign: string;
                        partner: string;
                        /** @description why; it stays with it */
                        reason: string;
                        /** @enum {string} */
                        ruling: "confirmed" | "false-alarm" | "withdrawn";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            campaign: string;
                            partner: string;
                            ruling: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/intel/withdrawals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraws a campaign from a collection: followers are told that it is revoked. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        campaign: string;
                        /** @description by its name or id */
                        collection: string;
                        /** @description why, for the audit trail */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            campaign: string;
                            collection: string;
                            objects: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lineage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tests of lineage that were kept, the newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            tests: {
                                /** @description the families that were tested; none: all */
                                asked: string[];
                                asof: string | null;
                                candidates: number;
                                first: {
                                    /** @description 0, from 0 to 1, where nothing is known to mix with */
                                    dose: {
                                        estimate: number;
                                        high: number;
                                        low: number;
                                    };
                                    /** @description standard errors above what closeness to other families foretells */
                                    excess: number;
                                    family: string;
                                    /** @description of this one alone */
                                    p_unadjusted: number;
                                    /** @description of all tested candidates together (Holm) */
                                    p_value: number;
                                    rank: number;
                                    score: number;
                                    tested: boolean;
                                    vendor: string;
                                } | null;
                                name: string;
                                prompts_used: number;
                                /** @description when; ISO 8601, UTC */
                                saved: string;
                                /** @description the file of its answers */
                                suspect: string;
                                /** @enum {string} */
                                verdict: "distilled" | "shared-style-or-contamination" | "not-determined";
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lineage/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A test of lineage: candidates, chance, doses, passages */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the families that were tested; none: all */
                            asked: string[];
                            asof: string | null;
                            name: string;
                            /** @description when; ISO 8601, UTC */
                            saved: string;
                            /** @description the file of its answers */
                            suspect: string;
                            test: {
                                /** @description the first’s */
                                curve: {
                                    /** @description how near each share of the teacher’s own answers comes */
                                    curve: {
                                        high: number;
                                        low: number;
                                        score: number;
                                        share: number;
                                    }[];
                                    mixtures: number;
                                    /** @description how near the suspect comes */
                                    score: number;
                                } | null;
                                /** @description what would explain it innocently */
                                innocent: string[];
                                margin: number | null;
                                marks: {
                                    suspect: number;
                                    teacher: number;
                                    text: string;
                                    view: string;
                                }[];
                                notes: string[];
                                null: {
                                    groups: number;
                                    least_p: number;
                                    models: number;
                                    pairs: number;
                                    /** @description the excess of each unrelated pair, sorted */
                                    values: number[];
                                };
                                passages: {
                                    other_families: number;
                                    prompt_id: string;
                                    snapshot: string;
                                    /** @description what models wrote: never to be trusted */
                                    text: string;
                                    weight: number;
                                }[];
                                prompts_used: number;
                                reasons: string[];
                                second_view: {
                                    first: string;
                                    p_unadjusted: number;
                                } | null;
                                teachers: {
                                    curve: {
                                        /** @description how near each share of the teacher’s own answers comes */
                                        curve: {
                                            high: number;
                                            low: number;
                                            score: number;
                                            share: number;
                                        }[];
                                        mixtures: number;
                                        /** @description how near the suspect comes */
                                        score: number;
                                    } | null;
                                    /** @description 0, from 0 to 1, where nothing is known to mix with */
                                    dose: {
                                        estimate: number;
                                        high: number;
                                        low: number;
                                    };
                                    /** @description standard errors above what closeness to other families foretells */
                                    excess: number;
                                    family: string;
                                    /** @description of this one alone */
                                    p_unadjusted: number;
                                    /** @description of all tested candidates together (Holm) */
                                    p_value: number;
                                    rank: number;
                                    score: number;
                                    tested: boolean;
                                    vendor: string;
                                }[];
                                vendors: {
                                    rank: number;
                                    score: number;
                                    vendor: string;
                                }[];
                                /** @enum {string} */
                                verdict: "distilled" | "shared-style-or-contamination" | "not-determined";
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The transparency log: what it is, its checkpoints, and what it follows */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description why the log is behind, if it is */
                            error: string | null;
                            /** @description null where there is none yet */
                            log: {
                                /** @description with a verdict in it */
                                campaigns: number;
                                entries: {
                                    canary: number;
                                    claim: number;
                                    hour: number;
                                    key: number;
                                    psi: number;
                                    record: number;
                                    verdict: number;
                                };
                                /** @description the verifier key */
                                key: string;
                                /** @description when its last entry was logged */
                                last: string;
                                /** @description the first moment of the last hour that is committed */
                                last_hour: string | (never | null);
                                origin: string;
                                /** @description private matches with partners, the newest first */
                                private: {
                                    /** @description values that were asked for */
                                    asked: number;
                                    /** @description ISO 8601, UTC */
                                    at: string;
                                    epoch: string;
                                    /** @description values of who answered */
                                    held: number;
                                    /** @description its entry */
                                    index: number;
                                    /** @enum {string} */
                                    mode: "match" | "count";
                                    partner: string;
                                    /**
                                     * @description what this installation was in it
                                     * @enum {string}
                                     */
                                    role: "server" | "client";
                                }[];
                                published: {
                                    /** @description when its last entry was logged */
                                    at: string;
                                    /** @description base64 */
                                    root: string;
                                    size: number;
                                    /** @description when a timestamp authority saw it */
                                    timestamp: string | (never | null);
                                    /** @description who says that they saw it; that it is them is for who has their keys */
                                    witnesses: {
                                        /** @description ISO 8601, UTC */
                                        at: string;
                                        name: string;
                                    }[];
                                }[];
                                /** @description base64 */
                                root: string;
                                /** @description entries */
                                size: number;
                            } | null;
                            /** @description what the store has, which the log follows; null where it does not answer now */
                            stored: {
                                campaigns: number;
                                /** @description ISO 8601, UTC */
                                last: string | null;
                                records: number;
                            } | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/log/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The signed checkpoint: a note, with the lines of its witnesses */
        get: {
            parameters: {
                query?: {
                    /** @description of an earlier size */
                    size?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/log/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Entries of the log, the oldest of them first */
        get: {
            parameters: {
                query?: {
                    /** @description the first; by default the newest `limit` */
                    from?: number;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            entries: {
                                /** @description as docs/evidence-format.md says, by its type: key, hour, verdict, record, claim, psi, canary */
                                entry: {
                                    [key: string]: unknown;
                                };
                                index: number;
                            }[];
                            /** @description entries in all */
                            size: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/log/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The proof that an entry stands in the log, which anybody can check */
        get: {
            parameters: {
                query: {
                    index: number;
                    /** @description in the log as it was then */
                    size?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description a signed note */
                            checkpoint: string;
                            /** @description as docs/evidence-format.md says, by its type: key, hour, verdict, record, claim, psi, canary */
                            entry: {
                                [key: string]: unknown;
                            };
                            index: number;
                            /** @description the verifier key that signed it */
                            key: string;
                            /** @description siblings from the leaf up (RFC 6962) */
                            proof: string[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes exchanges in out of OpenTelemetry logs (OTLP/HTTP)
         * @description JSON or protobuf, gzip or not. Spans and records that are no calls of a model are passed over; what is rejected is counted in partialSuccess.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All traffic by hour, the campaigns in it, and what leaked */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            campaigns: {
                                /** @description of the campaign; by step, from `from` on */
                                exchanges: number[];
                                id: string;
                                /** @description of the campaign; by step, from `from` on */
                                tokens: number[];
                                /** @enum {string} */
                                verdict: "harvesting" | "pooled-access" | "watch";
                            }[];
                            /** @description all exchanges; by step, from `from` on */
                            exchanges: number[];
                            /** @description ISO 8601, UTC */
                            from: string | null;
                            leaked: {
                                /** @description harvesters */
                                accounts: number;
                                after: number;
                                /** @description exchanges of harvesters before a containment of the account was in force, to the end of the hour */
                                before: number;
                                campaign: string;
                                /** @description with a containment in force now */
                                contained_accounts: number;
                            }[];
                            /** @description lines that the service refused since it runs */
                            rejects: {
                                count: number;
                                reason: string;
                            }[] | null;
                            /**
                             * @description seconds
                             * @enum {number}
                             */
                            step: 3600;
                            /** @description of all exchanges, in and out; by step, from `from` on */
                            tokens: number[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The policies in force, by file name */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            texts: {
                                [key: string]: string;
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies/backtests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins to decide what is stored under other policies, beside those in force; one at a time */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description by default a week before `to`
                         */
                        from?: string;
                        /** @description the policies that are tried, by file name, in place of all that are in force */
                        texts: {
                            [key: string]: string;
                        };
                        /**
                         * Format: date-time
                         * @description exclusive; by default behind the last exchange that is stored
                         */
                        to?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description decided so far */
                            exchanges: number;
                            failure: {
                                code: string;
                                mend: string;
                                message: string;
                            } | null;
                            /** @description ISO 8601, UTC */
                            from: string;
                            id: string;
                            /** @description null while they are not counted */
                            of: number | null;
                            result: {
                                accounts_changed: number;
                                accounts_seen: number;
                                changes: {
                                    accounts: number;
                                    exchanges: number;
                                    from: {
                                        /** @enum {string} */
                                        decision: "allow" | "verify" | "slow" | "thin" | "hold" | "suspend";
                                        obligations: string[];
                                    };
                                    to: {
                                        /** @enum {string} */
                                        decision: "allow" | "verify" | "slow" | "thin" | "hold" | "suspend";
                                        obligations: string[];
                                    };
                                }[];
                                /** @description exchanges by decision: under the policies in force, and under those tried */
                                decisions: {
                                    after: number;
                                    before: number;
                                    /** @enum {string} */
                                    decision: "allow" | "verify" | "slow" | "thin" | "hold" | "suspend";
                                }[];
                                exchanges_changed: number;
                                exchanges_seen: number;
                                /** @description ISO 8601, UTC */
                                from: string;
                                most_affected: {
                                    account: string;
                                    exchanges: number;
                                    /** @enum {string} */
                                    from: "allow" | "verify" | "slow" | "thin" | "hold" | "suspend";
                                    of: number;
                                    /** @enum {string} */
                                    to: "allow" | "verify" | "slow" | "thin" | "hold" | "suspend";
                                }[];
                                /** @description what it cannot tell */
                                notes: string[];
                                /** @description ISO 8601, UTC */
                                to: string;
                            } | null;
                            /** @enum {string} */
                            state: "running" | "done" | "failed" | "stopped";
                            /** @description ISO 8601, UTC */
                            to: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies/backtests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a backtest is, and what came of it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description decided so far */
                            exchanges: number;
                            failure: {
                                code: string;
                                mend: string;
                                message: string;
                            } | null;
                            /** @description ISO 8601, UTC */
                            from: string;
                            id: string;
                            /** @description null while they are not counted */
                            of: number | null;
                            result: {
                                accounts_changed: number;
                                accounts_seen: number;
                                changes: {
                                    accounts: number;
                                    exchanges: number;
                                    from: {
                                        /** @enum {string} */
                                        decision: "allow" | "verify" | "slow" | "thin" | "hold" | "suspend";
                                        obligations: string[];
                                    };
                                    to: {
                                        /** @enum {string} */
                                        decision: "allow" | "verify" | "slow" | "thin" | "hold" | "suspend";
                                        obligations: string[];
                                    };
                                }[];
                                /** @description exchanges by decision: under the policies in force, and under those tried */
                                decisions: {
                                    after: number;
                                    before: number;
                                    /** @enum {string} */
                                    decision: "allow" | "verify" | "slow" | "thin" | "hold" | "suspend";
                                }[];
                                exchanges_changed: number;
                                exchanges_seen: number;
                                /** @description ISO 8601, UTC */
                                from: string;
                                most_affected: {
                                    account: string;
                                    exchanges: number;
                                    /** @enum {string} */
                                    from: "allow" | "verify" | "slow" | "thin" | "hold" | "suspend";
                                    of: number;
                                    /** @enum {string} */
                                    to: "allow" | "verify" | "slow" | "thin" | "hold" | "suspend";
                                }[];
                                /** @description what it cannot tell */
                                notes: string[];
                                /** @description ISO 8601, UTC */
                                to: string;
                            } | null;
                            /** @enum {string} */
                            state: "running" | "done" | "failed" | "stopped";
                            /** @description ISO 8601, UTC */
                            to: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Stops a backtest */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What is wrong with policies, as they would be in force; nothing is changed */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        texts: {
                            [key: string]: string;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            findings: {
                                file: string;
                                line: number;
                                mend: string;
                                message: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Why a request would be decided as it is, and what would change that; nothing is counted */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        account: string;
                        attributes?: {
                            [key: string]: string | number | boolean;
                        } | null;
                        channel?: string | null;
                        client?: {
                            [key: string]: unknown;
                        } | null;
                        model: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            decision: {
                                campaign?: string;
                                /** @enum {string} */
                                decision: "allow" | "verify" | "slow" | "thin" | "hold" | "suspend";
                                /** @enum {string} */
                                fallback?: "open" | "closed";
                                obligations: string[];
                                reasons: {
                                    policy: string;
                                    text: string;
                                }[];
                                reference?: string;
                                /** @description ISO 8601, UTC */
                                until?: string;
                            };
                            determined_by: {
                                /** @enum {string} */
                                decision: "allow" | "verify" | "slow" | "thin" | "hold" | "suspend";
                                effect: string;
                                file: string;
                                line: number;
                                obligations: string[];
                                policy: string;
                                source: string;
                            }[];
                            errors: {
                                message: string;
                                policy: string;
                            }[];
                            otherwise: {
                                /** @enum {string} */
                                decision: "allow" | "verify" | "slow" | "thin" | "hold" | "suspend";
                                if: string;
                                policies: string[];
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List prices, where the operator wrote them down */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description per million tokens, as DATA/prices.json says; null where there is none */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            currency: string;
                            models: {
                                [key: string]: {
                                    input: number;
                                    output: number;
                                };
                            };
                        } | null;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/range/plays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The plays, newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            plays: {
                                /** @description ISO 8601, UTC */
                                begun: string;
                                failure: {
                                    code: string;
                                    mend: string;
                                    message: string;
                                } | null;
                                id: string;
                                /** @description recorded so far */
                                lines: number;
                                score: {
                                    ever_harmed: number;
                                    false_campaigns: number;
                                    leaked: number;
                                    precision: number;
                                    purity: number;
                                    recall: number;
                                    victim_flagged: number | null;
                                } | null;
                                settings: {
                                    /** @description ordinary accounts */
                                    accounts: number;
                                    campaign_accounts: number;
                                    days: number;
                                    /** @description of the campaign */
                                    dials: {
                                        [key: string]: number;
                                    };
                                    /** @description from one step to the next */
                                    every_hours: number;
                                    /** @description harvest of each of them */
                                    exchanges_per_account: number;
                                    scenario: string;
                                    seed: number;
                                };
                                /** @enum {string} */
                                state: "running" | "finished" | "failed" | "stopped";
                                steps: {
                                    done: number;
                                    of: number | null;
                                };
                                /** @description after the last step */
                                truth: {
                                    found: number;
                                    harmed: number;
                                    harvest: number;
                                    leaked: number;
                                    stopped: number;
                                } | null;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /**
         * Plays a scenario; one at a time
         * @description Answers 202 when it has begun, 200 with what is there where the same was played already.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description ordinary accounts */
                        accounts?: number;
                        campaign_accounts?: number;
                        days?: number;
                        /** @description of the campaign */
                        dials?: {
                            [key: string]: number;
                        };
                        /** @description from one step to the next */
                        every_hours?: number;
                        /** @description harvest of each of them */
                        exchanges_per_account?: number;
                        scenario: string;
                        seed?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description ISO 8601, UTC */
                            begun: string;
                            failure: {
                                code: string;
                                mend: string;
                                message: string;
                            } | null;
                            id: string;
                            /** @description recorded so far */
                            lines: number;
                            score: {
                                ever_harmed: number;
                                false_campaigns: number;
                                leaked: number;
                                precision: number;
                                purity: number;
                                recall: number;
                                victim_flagged: number | null;
                            } | null;
                            settings: {
                                /** @description ordinary accounts */
                                accounts: number;
                                campaign_accounts: number;
                                days: number;
                                /** @description of the campaign */
                                dials: {
                                    [key: string]: number;
                                };
                                /** @description from one step to the next */
                                every_hours: number;
                                /** @description harvest of each of them */
                                exchanges_per_account: number;
                                scenario: string;
                                seed: number;
                            };
                            /** @enum {string} */
                            state: "running" | "finished" | "failed" | "stopped";
                            steps: {
                                done: number;
                                of: number | null;
                            };
                            /** @description after the last step */
                            truth: {
                                found: number;
                                harmed: number;
                                harvest: number;
                                leaked: number;
                                stopped: number;
                            } | null;
                        };
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description ISO 8601, UTC */
                            begun: string;
                            failure: {
                                code: string;
                                mend: string;
                                message: string;
                            } | null;
                            id: string;
                            /** @description recorded so far */
                            lines: number;
                            score: {
                                ever_harmed: number;
                                false_campaigns: number;
                                leaked: number;
                                precision: number;
                                purity: number;
                                recall: number;
                                victim_flagged: number | null;
                            } | null;
                            settings: {
                                /** @description ordinary accounts */
                                accounts: number;
                                campaign_accounts: number;
                                days: number;
                                /** @description of the campaign */
                                dials: {
                                    [key: string]: number;
                                };
                                /** @description from one step to the next */
                                every_hours: number;
                                /** @description harvest of each of them */
                                exchanges_per_account: number;
                                scenario: string;
                                seed: number;
                            };
                            /** @enum {string} */
                            state: "running" | "finished" | "failed" | "stopped";
                            steps: {
                                done: number;
                                of: number | null;
                            };
                            /** @description after the last step */
                            truth: {
                                found: number;
                                harmed: number;
                                harvest: number;
                                leaked: number;
                                stopped: number;
                            } | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/range/plays/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A play, and the lines of its recording from one on */
        get: {
            parameters: {
                query?: {
                    /** @description lines that are known already */
                    from?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description ISO 8601, UTC */
                            begun: string;
                            failure: {
                                code: string;
                                mend: string;
                                message: string;
                            } | null;
                            from: number;
                            id: string;
                            /** @description recorded so far */
                            lines: number;
                            recorded: ({
                                /** @description ISO 8601, UTC */
                                at: string;
                                /** @enum {string} */
                                format: "stillwatch-play/1";
                                id: string;
                                /** @enum {string} */
                                kind: "begun";
                                settings: {
                                    /** @description ordinary accounts */
                                    accounts: number;
                                    campaign_accounts: number;
                                    days: number;
                                    /** @description of the campaign */
                                    dials: {
                                        [key: string]: number;
                                    };
                                    /** @description from one step to the next */
                                    every_hours: number;
                                    /** @description harvest of each of them */
                                    exchanges_per_account: number;
                                    scenario: string;
                                    seed: number;
                                };
                                version: string;
                            } | {
                                day: number;
                                days: number;
                                exchanges: number;
                                /** @enum {string} */
                                kind: "day";
                            } | {
                                accounts: number;
                                exchanges: number;
                                /** @description ISO 8601, UTC */
                                from: string;
                                groups: {
                                    [key: string]: {
                                        about: string;
                                        accounts: number;
                                        exchanges: number;
                                        /** @enum {string} */
                                        kind: "campaign" | "pooled" | "ordinary";
                                    };
                                };
                                /** @description those of them that are harvest */
                                harvest: number[];
                                /** @enum {string} */
                                kind: "world";
                                /** @description when a new model appeared */
                                release: string;
                                /** @enum {number} */
                                step: 3600;
                                /** @description exchanges by hour */
                                traffic: number[];
                            } | {
                                /** @description ISO 8601, UTC */
                                at: string;
                                campaigns: {
                                    /** @description harvesters and their cover */
                                    accounts: number;
                                    bystanders: number;
                                    error_bound: number;
                                    exchanges: number;
                                    id: string;
                                    /** @enum {string} */
                                    verdict: "harvesting" | "pooled-access" | "watch";
                                }[];
                                exchanges_seen: number;
                                /** @description accounts that stand to be contained for the first time */
                                found: string[];
                                /** @description harvest since the last step, from this hour of the world on */
                                hours: {
                                    from: number;
                                    leaked: number[];
                                    stopped: number[];
                                };
                                /** @enum {string} */
                                kind: "step";
                                /** @description from 1 */
                                step: number;
                                steps: number;
                                truth: {
                                    found: number;
                                    harmed: number;
                                    harvest: number;
                                    leaked: number;
                                    stopped: number;
                                };
                            } | {
                                /** @description ISO 8601, UTC */
                                at: string;
                                /** @enum {string} */
                                kind: "end";
                                score: {
                                    ever_harmed: number;
                                    false_campaigns: number;
                                    leaked: number;
                                    precision: number;
                                    purity: number;
                                    recall: number;
                                    victim_flagged: number | null;
                                };
                                seconds: number;
                            } | {
                                /** @description ISO 8601, UTC */
                                at: string;
                                code: string;
                                /** @enum {string} */
                                kind: "failed";
                                mend: string;
                                message: string;
                            })[];
                            score: {
                                ever_harmed: number;
                                false_campaigns: number;
                                leaked: number;
                                precision: number;
                                purity: number;
                                recall: number;
                                victim_flagged: number | null;
                            } | null;
                            settings: {
                                /** @description ordinary accounts */
                                accounts: number;
                                campaign_accounts: number;
                                days: number;
                                /** @description of the campaign */
                                dials: {
                                    [key: string]: number;
                                };
                                /** @description from one step to the next */
                                every_hours: number;
                                /** @description harvest of each of them */
                                exchanges_per_account: number;
                                scenario: string;
                                seed: number;
                            };
                            /** @enum {string} */
                            state: "running" | "finished" | "failed" | "stopped";
                            steps: {
                                done: number;
                                of: number | null;
                            };
                            /** @description after the last step */
                            truth: {
                                found: number;
                                harmed: number;
                                harvest: number;
                                leaked: number;
                                stopped: number;
                            } | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Stops a play where it runs, and removes it */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/range/scenarios": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What can be played: scenarios, and the dials of their campaigns */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            dials: {
                                about: string;
                                /** @description the hardest */
                                full: number;
                                /** @description half of it is the geometric middle */
                                log: boolean;
                                max: number;
                                min: number;
                                name: string;
                                /** @description off */
                                none: number;
                                /** @description it is off, or between these */
                                on: {
                                    full: number;
                                    mild: number;
                                } | null;
                                whole: boolean;
                            }[];
                            /** @description what is played at most */
                            most: {
                                [key: string]: number;
                            };
                            scenarios: {
                                about: string;
                                accounts: number;
                                campaign_accounts: number;
                                days: number;
                                exchanges_per_account: number;
                                name: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who asks, and what they may */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description how they signed in
                             * @enum {string}
                             */
                            by: "token" | "provider";
                            /** @description ISO 8601, UTC */
                            expires: string | null;
                            /** @description the name that stands in the audit trail */
                            name: string;
                            /**
                             * @description the name of these scopes, where they have one
                             * @enum {string|null}
                             */
                            role: "viewer" | "analyst" | "approver" | "admin" | null;
                            scopes: ("ingest" | "decide" | "read" | "act" | "approve" | "admin")[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Signs a browser in: leaves the token in a cookie */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        token: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description how they signed in
                             * @enum {string}
                             */
                            by: "token" | "provider";
                            /** @description ISO 8601, UTC */
                            expires: string | null;
                            /** @description the name that stands in the audit trail */
                            name: string;
                            /**
                             * @description the name of these scopes, where they have one
                             * @enum {string|null}
                             */
                            role: "viewer" | "analyst" | "approver" | "admin" | null;
                            scopes: ("ingest" | "decide" | "read" | "act" | "approve" | "admin")[];
                        };
                    };
                };
            };
        };
        /** Signs the browser out */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/ways": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How people can sign in, beside with a token */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            provider: {
                                name: string;
                                /** @description the address to go to */
                                start: string;
                            } | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in by the provider, the newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            sessions: {
                                /** @description ISO 8601, UTC */
                                begun: string;
                                /** @description ISO 8601, UTC */
                                expires: string;
                                id: string;
                                issuer: string;
                                name: string;
                                /** @description whose list this is */
                                own: boolean;
                                /** @enum {string} */
                                role: "viewer" | "analyst" | "approver" | "admin";
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends a session at once */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the service does: journal, store, snapshot, detection */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/traces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes exchanges in out of OpenTelemetry traces (OTLP/HTTP)
         * @description JSON or protobuf, gzip or not. Spans and records that are no calls of a model are passed over; what is rejected is counted in partialSuccess.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: never;
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
