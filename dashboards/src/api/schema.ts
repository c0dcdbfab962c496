/* Written by `npm run api` from the cloud's own description; a test tells when it has drifted. */

export interface paths {
    "/api/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether it runs, and how far the projections have come */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in */
        get: operations["getSession"];
        put?: never;
        /** Sign in: the answer sets the cookie of the session */
        post: operations["postSession"];
        /** Sign out */
        delete: operations["deleteSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where I am signed in */
        get: operations["getSessions"];
        put?: never;
        post?: never;
        /** Sign out everywhere but here */
        delete: operations["deleteSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one of my sessions */
        delete: operations["deleteSessionsSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Choose another password; the other sessions end */
        put: operations["putSessionPassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * People by sign-in name
         * @description For: quality (organisation); administrator (all).
         */
        get: operations["getPeople"];
        put?: never;
        /**
         * Add a person; the answer tells its temporary password, once
         * @description For: administrator (all).
         */
        post: operations["postPeople"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A person
         * @description For: quality (organisation); administrator (all).
         */
        get: operations["getPeoplePerson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change names, contact, roles or organisation
         * @description For: administrator (all).
         */
        patch: operations["patchPeoplePerson"];
        trace?: never;
    };
    "/api/people/{person}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a person sign in no more, and end its sessions
         * @description For: administrator (all).
         */
        post: operations["postPeoplePersonDisable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{person}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a person sign in again
         * @description For: administrator (all).
         */
        post: operations["postPeoplePersonEnable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{person}/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A new temporary password, told once; the sessions of the person end
         * @description For: administrator (all).
         */
        post: operations["postPeoplePersonResetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{person}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The living sessions of a person
         * @description For: administrator (all).
         */
        get: operations["getPeoplePersonSessions"];
        put?: never;
        post?: never;
        /**
         * End all sessions of a person
         * @description For: administrator (all).
         */
        delete: operations["deletePeoplePersonSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{person}/sessions/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End one session of a person
         * @description For: administrator (all).
         */
        delete: operations["deletePeoplePersonSessionsSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/privacy/purposes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What people may consent to, in the words of today
         * @description Without pages: there are as many purposes as the law and we name.
         */
        get: operations["getPrivacyPurposes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/privacy/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What I consented to, and when */
        get: operations["getPrivacyConsents"];
        put?: never;
        /** Consent to a purpose, in the words of the version that was shown */
        post: operations["postPrivacyConsents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/privacy/consents/{purpose}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraw a consent; what was done before stays lawful */
        post: operations["postPrivacyConsentsPurposeWithdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/privacy/record": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that is held about me */
        get: operations["getPrivacyRecord"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/privacy/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the law would keep of me, and until when, if I were erased now
         * @description Without pages: five years of deliveries; who decides on an erasure sees all that stays.
         */
        get: operations["getPrivacyErasure"];
        put?: never;
        /** Erase me: at once what no law keeps, the rest when its time is over */
        post: operations["postPrivacyErasure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{person}/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a person consented to, and when
         * @description For: administrator (all).
         */
        get: operations["getPeoplePersonConsents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{person}/record": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that is held about a person, for who asks in writing
         * @description For: administrator (all).
         */
        get: operations["getPeoplePersonRecord"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{person}/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What of an erased person is kept until when, or would be if the person were erased now
         * @description For: administrator (all). Without pages: five years of deliveries; who decides on an erasure sees all that stays.
         */
        get: operations["getPeoplePersonErasure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{person}/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erase a person: at once what no law keeps, the rest when its time is over
         * @description For: administrator (all).
         */
        post: operations["postPeoplePersonErase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shipments/{shipment}/recipient-erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the recipient of a shipment was erased, and what is kept until when
         * @description For: dispatcher (organisation); administrator (all).
         */
        get: operations["getShipmentsShipmentRecipientErasure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shipments/{shipment}/erase-recipient": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erase whom a shipment went to: at once what no law keeps, the rest when its time is over
         * @description For: dispatcher (organisation); administrator (all).
         */
        post: operations["postShipmentsShipmentEraseRecipient"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organisations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Organisations: pharmacies, clinics, wholesalers, carriers
         * @description For: quality (organisation); administrator (all).
         */
        get: operations["getOrganisations"];
        put?: never;
        /**
         * Add an organisation
         * @description For: administrator (all).
         */
        post: operations["postOrganisations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organisations/{organisation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An organisation
         * @description For: quality (organisation); administrator (all).
         */
        get: operations["getOrganisationsOrganisation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change name or licence
         * @description For: administrator (all).
         */
        patch: operations["patchOrganisationsOrganisation"];
        trace?: never;
    };
    "/api/organisations/{organisation}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close an organisation whose people are disabled
         * @description For: administrator (all).
         */
        post: operations["postOrganisationsOrganisationClose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/ways": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** In which ways people can sign in here */
        get: operations["getSessionWays"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/outside": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sends the browser to the outside provider */
        get: operations["getSessionOutside"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/outside/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the outside provider sends the browser back to */
        get: operations["getSessionOutsideCallback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{person}/outside-identity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether a person may sign in at the outside provider
         * @description For: administrator (all).
         */
        get: operations["getPeoplePersonOutsideIdentity"];
        /**
         * Links a person with its `sub` at the outside provider
         * @description For: administrator (all).
         */
        put: operations["putPeoplePersonOutsideIdentity"];
        post?: never;
        /**
         * Takes that link away
         * @description For: administrator (all).
         */
        delete: operations["deletePeoplePersonOutsideIdentity"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trucks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Trucks, rooms and boxes as their frames tell them, by device
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all); driver (own). Own: the truck of a trip that names the driver, under way, being loaded or to depart today.
         */
        get: operations["getTrucks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trucks/{device}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One truck, room or box
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all); driver (own). Own: the truck of a trip that names the driver, under way, being loaded or to depart today.
         */
        get: operations["getTrucksDevice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trucks/{device}/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What its link carried in a day, and what is cut back because of its budget, as it said last
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all); driver (own). Own: the truck of a trip that names the driver, under way, being loaded or to depart today.
         */
        get: operations["getTrucksDeviceLink"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trucks/{device}/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Curves of one compartment
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all); driver (own). Own: the truck of a trip that names the driver, under way, being loaded or to depart today. Without pages: the rows of at most 7 days, or at most 2000 buckets a channel.
         */
        get: operations["getTrucksDeviceSeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trucks/{device}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What it told besides numbers, newest first, of at most 7 days
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all); driver (own). Own: the truck of a trip that names the driver, under way, being loaded or to depart today.
         */
        get: operations["getTrucksDeviceEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trucks/{device}/track": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where it was
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all); driver (own). Own: the truck of a trip that names the driver, under way, being loaded or to depart today. Without pages: thinned where the span is long.
         */
        get: operations["getTrucksDeviceTrack"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alarms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Alarms, newest first
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all); driver (own). Own: the truck of a trip that names the driver, under way, being loaded or to depart today.
         */
        get: operations["getAlarms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/episodes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Episodes in which a rule was broken, newest first
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all); driver (own). Own: the truck of a trip that names the driver, under way, being loaded or to depart today.
         */
        get: operations["getEpisodes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/episodes/{episode}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One episode
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all); driver (own). Own: the truck of a trip that names the driver, under way, being loaded or to depart today.
         */
        get: operations["getEpisodesEpisode"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rule-sets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sets of rules that episodes are drawn by, each in its newest version
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        get: operations["getRuleSets"];
        /**
         * Set the rules of the organisation, or of an asset, trip, product or shipment: a new version
         * @description For: quality (organisation).
         */
        put: operations["putRuleSets"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rule-sets/usual": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The rules that hold where nobody has said otherwise
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all). Without pages: it is one set.
         */
        get: operations["getRuleSetsUsual"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rule-sets/{ruleSet}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every version of a set of rules, newest first
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all). Without pages: rules change a few times a year.
         */
        get: operations["getRuleSetsRuleSetVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rule-sets/{ruleSet}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a set of rules: the next wider one holds
         * @description For: quality (organisation).
         */
        delete: operations["deleteRuleSetsRuleSet"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/feed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that changes, as it changes
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all); driver (own). Own: the truck of a trip that names the driver, under way, being loaded or to depart today.
         */
        get: operations["getFeed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This interface as a page */
        get: operations["getDocs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What that page is made of */
        get: operations["getDocsFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/oauth-authorization-server": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where and how OAuth clients ask (RFC 8414) */
        get: operations["getWellKnownOauthAuthorizationServer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/jwks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The public keys of our access tokens (RFC 7517)
         * @description Without pages: a key in use and those that it replaced, until no token of theirs is alive.
         */
        get: operations["getOauthJwks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/authorize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where a client sends a browser; as JSON, what our page asks the person
         * @description Without pages: the scopes that the client asks for.
         */
        get: operations["getOauthAuthorize"];
        put?: never;
        /** The person says yes or no; the page goes where the answer says */
        post: operations["postOauthAuthorize"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A code, a refresh token or a secret for an access token (form-encoded) */
        post: operations["postOauthToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A client gives back a token, and with it all of the same grant (form-encoded) */
        post: operations["postOauthRevoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/introspect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whether a token of this very client is alive (form-encoded) */
        post: operations["postOauthIntrospect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/clients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * OAuth clients, the newest first
         * @description For: administrator (all).
         */
        get: operations["getClients"];
        put?: never;
        /**
         * Register a client; its secret is shown here and never again
         * @description For: administrator (all).
         */
        post: operations["postClients"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/clients/{client}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One client
         * @description For: administrator (all).
         */
        get: operations["getClientsClient"];
        put?: never;
        post?: never;
        /**
         * Revoke a client with every token of it
         * @description For: administrator (all).
         */
        delete: operations["deleteClientsClient"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/clients/{client}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Another secret for a confidential client; the one before is worth nothing from here on
         * @description For: administrator (all).
         */
        post: operations["postClientsClientSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the signed-in person has allowed to which client */
        get: operations["getGrants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grants/{grant}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take it back; every token of it ends */
        delete: operations["deleteGrantsGrant"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Addresses that are told of events, the newest first
         * @description For: administrator (all).
         */
        get: operations["getWebhooks"];
        put?: never;
        /**
         * Register one; the secret that signs its messages is shown here and never again
         * @description For: administrator (all).
         */
        post: operations["postWebhooks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{webhook}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One webhook
         * @description For: administrator (all).
         */
        get: operations["getWebhooksWebhook"];
        put?: never;
        post?: never;
        /**
         * Remove it; what waits for it is withdrawn
         * @description For: administrator (all).
         */
        delete: operations["deleteWebhooksWebhook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{webhook}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What it was told, what became of it, and when it is tried again
         * @description For: administrator (all).
         */
        get: operations["getWebhooksWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which ways of telling people are configured
         * @description For: dispatcher (all); quality (all); administrator (all). Without pages: one for each kind of channel.
         */
        get: operations["getChannels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels/twilio/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Twilio tells what became of a message (form-encoded, signed by Twilio) */
        post: operations["postChannelsTwilioStatus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Trucks, rooms and boxes, by name
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        get: operations["getAssets"];
        put?: never;
        /**
         * Add a truck, room or box, in preparation
         * @description For: technician (organisation); administrator (all).
         */
        post: operations["postAssets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/carriers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Organisations that may drive a truck for its owner
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        get: operations["getCarriers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assets/{asset}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One truck, room or box with its compartments and probes
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        get: operations["getAssetsAsset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change name or carrier
         * @description For: technician (organisation); administrator (all).
         */
        patch: operations["patchAssetsAsset"];
        trace?: never;
    };
    "/api/assets/{asset}/commission": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put into service: enough measuring points, all calibrated, a device bound
         * @description For: quality (organisation, in-preparation); administrator (all, in-preparation).
         */
        post: operations["postAssetsAssetCommission"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assets/{asset}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take out of service
         * @description For: quality (organisation, in-service); administrator (all, in-service); technician (organisation, in-service); dispatcher (organisation, in-service).
         */
        post: operations["postAssetsAssetWithdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assets/{asset}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put into service again
         * @description For: quality (organisation, out-of-service); administrator (all, out-of-service).
         */
        post: operations["postAssetsAssetReturn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assets/{asset}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take out of use for good
         * @description For: quality (organisation, in-preparation, out-of-service); administrator (all, in-preparation, out-of-service).
         */
        post: operations["postAssetsAssetRetire"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assets/{asset}/compartments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a compartment, or a zone of a room
         * @description For: technician (organisation); administrator (all).
         */
        post: operations["postAssetsAssetCompartments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assets/{asset}/compartments/{compartment}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a compartment; another range needs a reason and goes down to the device
         * @description For: technician (organisation); administrator (all).
         */
        patch: operations["patchAssetsAssetCompartmentsCompartment"];
        trace?: never;
    };
    "/api/assets/{asset}/compartments/{compartment}/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a compartment out of the records to come
         * @description For: technician (organisation); administrator (all).
         */
        post: operations["postAssetsAssetCompartmentsCompartmentRemove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assets/{asset}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What its device shall be set to, and what the device says of that
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        get: operations["getAssetsAssetSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Want another cadence or broker of its device, which tries it and takes it back where it is not answered
         * @description For: administrator (all).
         */
        patch: operations["patchAssetsAssetSettings"];
        trace?: never;
    };
    "/api/assets/{asset}/settings/send-again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Want the same of its device anew: it tries what it took back once more
         * @description For: technician (organisation); administrator (all).
         */
        post: operations["postAssetsAssetSettingsSendAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/probes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Probes, by serial number; those due soon or overdue with `calibration`
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        get: operations["getProbes"];
        put?: never;
        /**
         * Add a probe to the stock
         * @description For: technician (organisation); administrator (all).
         */
        post: operations["postProbes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/probes/{probe}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One probe and its place
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        get: operations["getProbesProbe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/probes/{probe}/fit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Fit it at a measuring point of a compartment
         * @description For: technician (organisation); administrator (all).
         */
        post: operations["postProbesProbeFit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/probes/{probe}/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take it from its place back to the stock
         * @description For: technician (organisation); administrator (all).
         */
        post: operations["postProbesProbeRemove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/probes/{probe}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take it out of use for good
         * @description For: technician (organisation); administrator (all).
         */
        post: operations["postProbesProbeRetire"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/probes/{probe}/certificates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Its calibration certificates, newest first
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        get: operations["getProbesProbeCertificates"];
        put?: never;
        /**
         * Add a calibration certificate; it is never changed
         * @description For: technician (organisation); administrator (all); quality (organisation).
         */
        post: operations["postProbesProbeCertificates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/certificates/{certificate}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One calibration certificate
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        get: operations["getCertificatesCertificate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/certificates/{certificate}/document": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The paper itself
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        get: operations["getCertificatesCertificateDocument"];
        /**
         * Hand in the paper itself, once
         * @description For: technician (organisation); administrator (all); quality (organisation).
         */
        put: operations["putCertificatesCertificateDocument"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Devices, by name
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        get: operations["getDevices"];
        put?: never;
        /**
         * Register a device; it is admitted once it has enrolled its key
         * @description For: technician (organisation); administrator (all).
         */
        post: operations["postDevices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/devices/{device}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One device with every key that it ever had, and who vouches for them
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        get: operations["getDevicesDevice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/devices/{device}/bind": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bind it to another asset, or to none
         * @description For: technician (organisation); administrator (all).
         */
        post: operations["postDevicesDeviceBind"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/devices/{device}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End its key: the broker admits it no longer, its records stay
         * @description For: technician (organisation); administrator (all).
         */
        post: operations["postDevicesDeviceRevoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/devices/{device}/register-again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a revoked device enrol a new key
         * @description For: administrator (all).
         */
        post: operations["postDevicesDeviceRegisterAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/devices/{device}/enrolment-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a one-time code for its next key, good for a day and told once
         * @description For: technician (organisation); administrator (all).
         */
        post: operations["postDevicesDeviceEnrolmentCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/enrolments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What `coldrx-agent enrol --code` prints: binds the key that it proves */
        post: operations["postEnrolments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/devices/{device}/certificates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keep what a device authority signed for a key of the device
         * @description For: technician (organisation); administrator (all).
         */
        post: operations["postDevicesDeviceCertificates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/device-authorities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who vouches for keys of devices
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        get: operations["getDeviceAuthorities"];
        put?: never;
        /**
         * Believe an authority whose key is kept offline
         * @description For: administrator (all).
         */
        post: operations["postDeviceAuthorities"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/device-authorities/{authority}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take no more certificates of it, for good; those that are kept stay
         * @description For: administrator (all).
         */
        post: operations["postDeviceAuthoritiesAuthorityRetire"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/fleet/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import a CSV file: all rows or none; every bad row is told
         * @description For: technician (organisation); administrator (all).
         */
        post: operations["postFleetImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/fleet/import-template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A file with the headings and an example row
         * @description For: technician (organisation); administrator (all).
         */
        get: operations["getFleetImportTemplate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/fleet/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is recorded, as a file that could be imported elsewhere
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        get: operations["getFleetExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/releases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Releases of the truck’s program, newest first
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        get: operations["getReleases"];
        put?: never;
        /**
         * Publish a signed release, as `coldrx-edge sign-release` makes it; trucks check its signature
         * @description For: administrator (all).
         */
        post: operations["postReleases"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/releases/{release}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Order it no more; whoever has not installed it yet lets it be
         * @description For: administrator (all).
         */
        post: operations["postReleasesReleaseWithdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/releases/{release}/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell devices to update to it; those that run it or a newer one are not told
         * @description For: administrator (all).
         */
        post: operations["postReleasesReleaseOrders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/device-versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which device runs which version, and how its newest order stands
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        get: operations["getDeviceVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trips": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Trips, the latest departure first
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); driver (own); administrator (all); inspector (all). Own: trips that name the driver.
         */
        get: operations["getTrips"];
        put?: never;
        /**
         * Plan a trip
         * @description For: dispatcher (organisation).
         */
        post: operations["postTrips"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trips/{trip}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One trip
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); driver (own); administrator (all); inspector (all). Own: trips that name the driver.
         */
        get: operations["getTripsTrip"];
        /**
         * Change the plan of a trip
         * @description For: dispatcher (organisation, planned, released, loading).
         */
        put: operations["putTripsTrip"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trips/{trip}/papers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What its cab said of it: loading checklists, report and hand-overs that are no custody, the newest first
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); driver (own); administrator (all); inspector (all). Own: trips that name the driver. Without pages: a trip has two, or a few where its truck was restored.
         */
        get: operations["getTripsTripPapers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trips/{trip}/papers/{paper}/file-again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Look once more at a paper that was refused, now that the records are right; asked twice it is done once
         * @description For: dispatcher (organisation).
         */
        post: operations["postTripsTripPapersPaperFileAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trips/{trip}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell the truck and its driver of it
         * @description For: dispatcher (organisation, planned).
         */
        post: operations["postTripsTripRelease"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trips/{trip}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take it back from the truck, to change it
         * @description For: dispatcher (organisation, released).
         */
        post: operations["postTripsTripWithdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trips/{trip}/start-loading": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Loading begins: pre-cooled, unit off
         * @description For: dispatcher (organisation, released); warehouse (organisation, released); driver (own, released). Own: trips that name the driver.
         */
        post: operations["postTripsTripStartLoading"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trips/{trip}/depart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * It drives off with what is loaded
         * @description For: dispatcher (organisation, loading); driver (own, loading). Own: trips that name the driver.
         */
        post: operations["postTripsTripDepart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trips/{trip}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Everything is delivered, refused or returned
         * @description For: dispatcher (organisation, under-way); driver (own, under-way). Own: trips that name the driver.
         */
        post: operations["postTripsTripComplete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trips/{trip}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * It is not driven
         * @description For: dispatcher (organisation, planned, released, loading).
         */
        post: operations["postTripsTripCancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/drivers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who may drive a trip
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); administrator (all); driver (own). Own: the person itself.
         */
        get: operations["getDrivers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shipments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shipments, the newest first
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); driver (own); administrator (all); inspector (all). Own: shipments on trips that name the driver.
         */
        get: operations["getShipments"];
        put?: never;
        /**
         * Add up to 100 shipments, all or none
         * @description For: dispatcher (organisation); warehouse (organisation).
         */
        post: operations["postShipments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shipments/{shipment}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One shipment with its boxes and everybody who had it
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); driver (own); administrator (all); inspector (all). Own: shipments on trips that name the driver.
         */
        get: operations["getShipmentsShipment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shipments/{shipment}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put it on a trip, into a compartment that keeps its range
         * @description For: dispatcher (organisation).
         */
        post: operations["postShipmentsShipmentAssign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shipments/{shipment}/unassign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take it off its trip
         * @description For: dispatcher (organisation).
         */
        post: operations["postShipmentsShipmentUnassign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shipments/{shipment}/load": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * All its boxes are aboard
         * @description For: dispatcher (organisation); warehouse (organisation); driver (own). Own: shipments on trips that name the driver.
         */
        post: operations["postShipmentsShipmentLoad"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shipments/{shipment}/hand-over": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * It changes hands: delivered, refused, or brought back
         * @description For: dispatcher (organisation); driver (own). Own: shipments on trips that name the driver.
         */
        post: operations["postShipmentsShipmentHandOver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shipments/{shipment}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * It is not sent
         * @description For: dispatcher (organisation).
         */
        post: operations["postShipmentsShipmentCancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hand-overs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Hand-overs that trucks sent, the newest first, and whether they became custody
         * @description For: dispatcher (organisation); quality (organisation); administrator (all); inspector (all).
         */
        get: operations["getHandOvers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hand-overs/{handOver}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was signed in the truck, whole: the hand-over sheet with its signature
         * @description For: dispatcher (organisation); quality (organisation); administrator (all); inspector (all).
         */
        get: operations["getHandOversHandOver"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/geofences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Places with a fence around them
         * @description For: dispatcher (organisation); quality (organisation); administrator (all); inspector (all).
         */
        get: operations["getGeofences"];
        put?: never;
        /**
         * Add a geofence
         * @description For: dispatcher (organisation).
         */
        post: operations["postGeofences"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/geofences/{geofence}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change a geofence
         * @description For: dispatcher (organisation).
         */
        put: operations["putGeofencesGeofence"];
        post?: never;
        /**
         * End a geofence
         * @description For: dispatcher (organisation).
         */
        delete: operations["deleteGeofencesGeofence"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trips/{trip}/temperature-record": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The temperature record of a trip as a PDF: every recorded point, statistics, gaps, alarms, verification. The same frames give the same bytes
         * @description For: dispatcher (organisation); quality (organisation); administrator (all); inspector (all).
         */
        get: operations["getTripsTripTemperatureRecord"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trips/{trip}/temperature-points": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every recorded point of a trip as CSV, one a line; gaps have a line that says so
         * @description For: dispatcher (organisation); quality (organisation); administrator (all); inspector (all).
         */
        get: operations["getTripsTripTemperaturePoints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shipments/{shipment}/temperature-record": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The temperature record of a shipment as a PDF: of its compartment, while it was aboard
         * @description For: dispatcher (organisation); quality (organisation); administrator (all); inspector (all).
         */
        get: operations["getShipmentsShipmentTemperatureRecord"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shipments/{shipment}/temperature-points": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every recorded point of a shipment as CSV
         * @description For: dispatcher (organisation); quality (organisation); administrator (all); inspector (all).
         */
        get: operations["getShipmentsShipmentTemperaturePoints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hand-overs/{handOver}/sheet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The hand-over sheet as a PDF, from what was signed in the truck
         * @description For: dispatcher (organisation); quality (organisation); administrator (all); inspector (all).
         */
        get: operations["getHandOversHandOverSheet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What people are called for, the newest first
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        get: operations["getAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/{alert}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One alert
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        get: operations["getAlertsAlert"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/{alert}/told": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who was told of it, when and by which way, and what became of each message
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all). Without pages: the newest 500 messages of one alert.
         */
        get: operations["getAlertsAlertTold"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/{alert}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take it: nobody is called for it any more
         * @description For: dispatcher (organisation); quality (organisation).
         */
        post: operations["postAlertsAlertAcknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/{alert}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give it back: people are called anew
         * @description For: dispatcher (organisation); quality (organisation).
         */
        post: operations["postAlertsAlertUndo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alert-mutes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What nobody is called for at present
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all). Without pages: those in force, each of a day at most.
         */
        get: operations["getAlertMutes"];
        put?: never;
        /**
         * Keep a device quiet for a reason, until an end
         * @description For: dispatcher (organisation); quality (organisation).
         */
        post: operations["postAlertMutes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alert-mutes/{alertMute}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a mute before its time
         * @description For: dispatcher (organisation); quality (organisation).
         */
        post: operations["postAlertMutesAlertMuteEnd"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alert-plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Plans by which people are called
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        get: operations["getAlertPlans"];
        put?: never;
        /**
         * Add a plan
         * @description For: quality (organisation).
         */
        post: operations["postAlertPlans"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alert-plans/{alertPlan}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One plan
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        get: operations["getAlertPlansAlertPlan"];
        /**
         * Change a plan: a new version of it
         * @description For: quality (organisation).
         */
        put: operations["putAlertPlansAlertPlan"];
        post?: never;
        /**
         * End a plan; what it called for stays on record
         * @description For: quality (organisation).
         */
        delete: operations["deleteAlertPlansAlertPlan"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alert-plans/{alertPlan}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The plan as it was, the newest first
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all). Without pages: the versions of one plan, which people make by hand.
         */
        get: operations["getAlertPlansAlertPlanVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alert-plans/{alertPlan}/timetable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whom it would tell, and when, if something opened now
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all). Without pages: ten steps of twenty at most.
         */
        get: operations["getAlertPlansAlertPlanTimetable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alert-plans/{alertPlan}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a message that says that it is a test to the people of the plan
         * @description For: quality (organisation).
         */
        post: operations["postAlertPlansAlertPlanTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alert-rotas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is on duty when
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        get: operations["getAlertRotas"];
        put?: never;
        /**
         * Add a rota
         * @description For: dispatcher (organisation); quality (organisation).
         */
        post: operations["postAlertRotas"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alert-rotas/{alertRota}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One rota
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        get: operations["getAlertRotasAlertRota"];
        /**
         * Change a rota
         * @description For: dispatcher (organisation); quality (organisation).
         */
        put: operations["putAlertRotasAlertRota"];
        post?: never;
        /**
         * End a rota
         * @description For: dispatcher (organisation); quality (organisation).
         */
        delete: operations["deleteAlertRotasAlertRota"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alert-recipients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * People who can be told, and by which ways
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        get: operations["getAlertRecipients"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alert-recipients/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How one person is told
         * @description For: quality (organisation); administrator (all).
         */
        get: operations["getAlertRecipientsPerson"];
        /**
         * Change how one person is told
         * @description For: quality (organisation); administrator (all).
         */
        put: operations["putAlertRecipientsPerson"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who did what to which record, the newest first; of a record of your own also what others did to it
         * @description For: quality (organisation); administrator (all); inspector (all).
         */
        get: operations["getAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/{entry}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One entry with its place in the chain; that its address was opened is an entry too
         * @description For: quality (organisation); administrator (all); inspector (all).
         */
        get: operations["getAuditEntry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit-chain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far the chain has come, what was last found of it, and a signed checkpoint to keep elsewhere
         * @description For: quality (organisation); administrator (all); inspector (all).
         */
        get: operations["getAuditChain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit-chain/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Look over the whole chain now; a million entries take some ten seconds
         * @description For: quality (organisation); administrator (all); inspector (all).
         */
        post: operations["postAuditChainCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inspections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your inspections, or everybody’s for an administrator, the newest first
         * @description For: quality (own); inspector (own); administrator (all). Own: inspections that the person opened.
         */
        get: operations["getInspections"];
        put?: never;
        /**
         * Say what you look for, before you look; it is over after twelve hours
         * @description For: quality (own); inspector (own). Own: inspections that the person opened.
         */
        post: operations["postInspections"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inspections/{inspection}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Nothing more is looked at for it
         * @description For: quality (own); inspector (own). Own: inspections that the person opened.
         */
        post: operations["postInspectionsInspectionClose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inspection/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find a truck, room, box, trip, shipment, device or probe by plate, number or serial number
         * @description For: quality (organisation); inspector (all). Without pages: at most 20 of a kind; whoever finds too much says more.
         */
        get: operations["getInspectionSearch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inspection/{kind}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One record, what belongs to it, and whose frames tell of it
         * @description For: quality (organisation); inspector (all).
         */
        get: operations["getInspectionKindId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inspection/{kind}/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who did what to it, the newest first: what the audit says
         * @description For: quality (organisation); inspector (all).
         */
        get: operations["getInspectionKindIdHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inspection/{kind}/{id}/readings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What its frames say of a span of up to 31 days: extremes, means, time out of range, excursions, gaps
         * @description For: quality (organisation); inspector (all). Without pages: the compartments of one record, in at most 31 days.
         */
        get: operations["getInspectionKindIdReadings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inspection/{kind}/{id}/proofs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The signed frames of a span of up to 92 days, as they came, with keys and papers: a file for any verifier. A device whose newest frames are not sealed yet is asked to seal them, for 8 s, where it is connected; `Coldrx-Unsealed-Since` says from when on none are
         * @description For: quality (organisation); inspector (all).
         */
        get: operations["getInspectionKindIdProofs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inspection/{kind}/{id}/documents/{document}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The very text of a paper that a device made, such as a hand-over
         * @description For: quality (organisation); inspector (all). Without pages: one paper, or the few that a device gave the same id.
         */
        get: operations["getInspectionKindIdDocumentsDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This interface as OpenAPI 3.1 */
        get: operations["getOpenapiJson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Problem: {
            /** @constant */
            type: "about:blank";
            title: string;
            status: number;
            code: string;
            detail: string;
            /** @description the part of the request that is wrong */
            field?: string;
            requestId?: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        ok: true;
                        frames: number;
                        cursors: {
                            [key: string]: number;
                        };
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        person: {
                            id: string;
                            name: string;
                            displayName: {
                                zh: string;
                                en: string;
                            };
                            roles: ("customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector")[];
                            organisation: {
                                id: string;
                                /** @enum {string} */
                                kind: "pharmacy" | "clinic" | "wholesaler" | "carrier";
                                name: {
                                    zh: string;
                                    en: string;
                                };
                            } | null;
                            /** @description until another is chosen, nothing else is open */
                            passwordIsTemporary: boolean;
                        };
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        person: {
                            id: string;
                            name: string;
                            displayName: {
                                zh: string;
                                en: string;
                            };
                            roles: ("customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector")[];
                            organisation: {
                                id: string;
                                /** @enum {string} */
                                kind: "pharmacy" | "clinic" | "wholesaler" | "carrier";
                                name: {
                                    zh: string;
                                    en: string;
                                };
                            } | null;
                            /** @description until another is chosen, nothing else is open */
                            passwordIsTemporary: boolean;
                        };
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description name or password is wrong */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too many attempts; Retry-After says how long to wait */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSessions: {
        parameters: {
            query?: {
                /** @description how many at most, 1 to 100 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            lastUsedAt: string;
                            /** Format: date-time */
                            expiresAt: string;
                            address: string | null;
                            userAgent: string | null;
                            isThis: boolean;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteSessionsSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putSessionPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    current: string;
                    wanted: string;
                };
            };
        };
        responses: {
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the current password is wrong, or the new one is the same */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too many wrong ones */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPeople: {
        parameters: {
            query?: {
                /** @description how many at most, 1 to 100 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
                /** @description the beginning of a sign-in name, a whole name or a word of one, or a whole phone number or e-mail address */
                search?: string;
                organisation?: string;
                role?: "customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            name: string;
                            displayName: {
                                zh: string;
                                en: string;
                            };
                            roles: ("customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector")[];
                            organisation: {
                                id: string;
                                /** @enum {string} */
                                kind: "pharmacy" | "clinic" | "wholesaler" | "carrier";
                                name: {
                                    zh: string;
                                    en: string;
                                };
                            } | null;
                            /** @enum {string} */
                            state: "active" | "disabled" | "erased";
                            phone: string | null;
                            email: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            /** @description null: the password is one that the person chose */
                            temporaryPasswordUntil: string | null;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postPeople: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description typed at sign-in */
                    name: string;
                    displayName: {
                        zh: string;
                        en: string;
                    };
                    organisationId: string | null;
                    roles: ("customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector")[];
                    phone?: string | null;
                    email?: string | null;
                };
            };
        };
        responses: {
            /** @description done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        person: {
                            id: string;
                            name: string;
                            displayName: {
                                zh: string;
                                en: string;
                            };
                            roles: ("customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector")[];
                            organisation: {
                                id: string;
                                /** @enum {string} */
                                kind: "pharmacy" | "clinic" | "wholesaler" | "carrier";
                                name: {
                                    zh: string;
                                    en: string;
                                };
                            } | null;
                            /** @enum {string} */
                            state: "active" | "disabled" | "erased";
                            phone: string | null;
                            email: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            /** @description null: the password is one that the person chose */
                            temporaryPasswordUntil: string | null;
                        };
                        /** @description temporary; told once */
                        password: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such organisation, or a role that needs one */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPeoplePerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        displayName: {
                            zh: string;
                            en: string;
                        };
                        roles: ("customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector")[];
                        organisation: {
                            id: string;
                            /** @enum {string} */
                            kind: "pharmacy" | "clinic" | "wholesaler" | "carrier";
                            name: {
                                zh: string;
                                en: string;
                            };
                        } | null;
                        /** @enum {string} */
                        state: "active" | "disabled" | "erased";
                        phone: string | null;
                        email: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** @description null: the password is one that the person chose */
                        temporaryPasswordUntil: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchPeoplePerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    displayName?: {
                        zh: string;
                        en: string;
                    };
                    organisationId?: string | null;
                    roles?: ("customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector")[];
                    phone?: string | null;
                    email?: string | null;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        displayName: {
                            zh: string;
                            en: string;
                        };
                        roles: ("customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector")[];
                        organisation: {
                            id: string;
                            /** @enum {string} */
                            kind: "pharmacy" | "clinic" | "wholesaler" | "carrier";
                            name: {
                                zh: string;
                                en: string;
                            };
                        } | null;
                        /** @enum {string} */
                        state: "active" | "disabled" | "erased";
                        phone: string | null;
                        email: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** @description null: the password is one that the person chose */
                        temporaryPasswordUntil: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it would leave nobody to administrate */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no such organisation, or a role that needs one */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postPeoplePersonDisable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        displayName: {
                            zh: string;
                            en: string;
                        };
                        roles: ("customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector")[];
                        organisation: {
                            id: string;
                            /** @enum {string} */
                            kind: "pharmacy" | "clinic" | "wholesaler" | "carrier";
                            name: {
                                zh: string;
                                en: string;
                            };
                        } | null;
                        /** @enum {string} */
                        state: "active" | "disabled" | "erased";
                        phone: string | null;
                        email: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** @description null: the password is one that the person chose */
                        temporaryPasswordUntil: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not active, or it would leave nobody to administrate */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postPeoplePersonEnable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        displayName: {
                            zh: string;
                            en: string;
                        };
                        roles: ("customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector")[];
                        organisation: {
                            id: string;
                            /** @enum {string} */
                            kind: "pharmacy" | "clinic" | "wholesaler" | "carrier";
                            name: {
                                zh: string;
                                en: string;
                            };
                        } | null;
                        /** @enum {string} */
                        state: "active" | "disabled" | "erased";
                        phone: string | null;
                        email: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** @description null: the password is one that the person chose */
                        temporaryPasswordUntil: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not disabled, or its organisation is closed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postPeoplePersonResetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        password: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the person was erased */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPeoplePersonSessions: {
        parameters: {
            query?: {
                /** @description how many at most, 1 to 100 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
            };
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            lastUsedAt: string;
                            /** Format: date-time */
                            expiresAt: string;
                            address: string | null;
                            userAgent: string | null;
                            isThis: boolean;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deletePeoplePersonSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deletePeoplePersonSessionsSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPrivacyPurposes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        purposes: {
                            /** @enum {string} */
                            purpose: "health-data" | "whereabouts" | "cross-organisation";
                            version: number;
                            text: {
                                zh: string;
                                en: string;
                            };
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPrivacyConsents: {
        parameters: {
            query?: {
                /** @description how many at most, 1 to 100 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @enum {string} */
                            purpose: "health-data" | "whereabouts" | "cross-organisation";
                            version: number;
                            /** @enum {string} */
                            language: "zh" | "en";
                            /** @enum {string} */
                            act: "given" | "withdrawn";
                            /** Format: date-time */
                            at: string;
                            by: string;
                        }[];
                        next: string | null;
                        /** @description of each purpose; `items` is what was said ever, the newest first */
                        states: {
                            /** @enum {string} */
                            purpose: "health-data" | "whereabouts" | "cross-organisation";
                            isGiven: boolean;
                            /** @description null: nothing was said yet */
                            last: {
                                /** @enum {string} */
                                purpose: "health-data" | "whereabouts" | "cross-organisation";
                                version: number;
                                /** @enum {string} */
                                language: "zh" | "en";
                                /** @enum {string} */
                                act: "given" | "withdrawn";
                                /** Format: date-time */
                                at: string;
                                by: string;
                            } | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postPrivacyConsents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    purpose: "health-data" | "whereabouts" | "cross-organisation";
                    version: number;
                    /** @enum {string} */
                    language: "zh" | "en";
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        states: {
                            /** @enum {string} */
                            purpose: "health-data" | "whereabouts" | "cross-organisation";
                            isGiven: boolean;
                            /** @description null: nothing was said yet */
                            last: {
                                /** @enum {string} */
                                purpose: "health-data" | "whereabouts" | "cross-organisation";
                                version: number;
                                /** @enum {string} */
                                language: "zh" | "en";
                                /** @enum {string} */
                                act: "given" | "withdrawn";
                                /** Format: date-time */
                                at: string;
                                by: string;
                            } | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the words have changed */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postPrivacyConsentsPurposeWithdraw: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                purpose: "health-data" | "whereabouts" | "cross-organisation";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        states: {
                            /** @enum {string} */
                            purpose: "health-data" | "whereabouts" | "cross-organisation";
                            isGiven: boolean;
                            /** @description null: nothing was said yet */
                            last: {
                                /** @enum {string} */
                                purpose: "health-data" | "whereabouts" | "cross-organisation";
                                version: number;
                                /** @enum {string} */
                                language: "zh" | "en";
                                /** @enum {string} */
                                act: "given" | "withdrawn";
                                /** Format: date-time */
                                at: string;
                                by: string;
                            } | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none to withdraw */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPrivacyRecord: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        person: {
                            id: string;
                        } & {
                            [key: string]: unknown;
                        };
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPrivacyErasure: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description null: the person was not erased */
                        done: {
                            /** Format: date-time */
                            requestedAt: string;
                            /** @description null: something is kept by law until its time is over */
                            doneAt: string | null;
                            kept: {
                                /** @enum {string} */
                                what: "name" | "delivery";
                                id: string;
                                /** @description of the shipment */
                                number: string | null;
                                /** Format: date-time */
                                until: string;
                            }[];
                        } | null;
                        /** @description false: the last who administrates cannot go */
                        isPossible: boolean;
                        wouldKeep: {
                            /** @enum {string} */
                            what: "name" | "delivery";
                            id: string;
                            /** @description of the shipment */
                            number: string | null;
                            /** Format: date-time */
                            until: string;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postPrivacyErasure: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description the own sign-in name, against a slip of the hand */
                    name: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        requestedAt: string;
                        /** @description null: something is kept by law until its time is over */
                        doneAt: string | null;
                        kept: {
                            /** @enum {string} */
                            what: "name" | "delivery";
                            id: string;
                            /** @description of the shipment */
                            number: string | null;
                            /** Format: date-time */
                            until: string;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it would leave nobody to administrate */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is another name */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPeoplePersonConsents: {
        parameters: {
            query?: {
                /** @description how many at most, 1 to 100 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
            };
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @enum {string} */
                            purpose: "health-data" | "whereabouts" | "cross-organisation";
                            version: number;
                            /** @enum {string} */
                            language: "zh" | "en";
                            /** @enum {string} */
                            act: "given" | "withdrawn";
                            /** Format: date-time */
                            at: string;
                            by: string;
                        }[];
                        next: string | null;
                        /** @description of each purpose; `items` is what was said ever, the newest first */
                        states: {
                            /** @enum {string} */
                            purpose: "health-data" | "whereabouts" | "cross-organisation";
                            isGiven: boolean;
                            /** @description null: nothing was said yet */
                            last: {
                                /** @enum {string} */
                                purpose: "health-data" | "whereabouts" | "cross-organisation";
                                version: number;
                                /** @enum {string} */
                                language: "zh" | "en";
                                /** @enum {string} */
                                act: "given" | "withdrawn";
                                /** Format: date-time */
                                at: string;
                                by: string;
                            } | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPeoplePersonRecord: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        person: {
                            id: string;
                        } & {
                            [key: string]: unknown;
                        };
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPeoplePersonErasure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description null: the person was not erased */
                        done: {
                            /** Format: date-time */
                            requestedAt: string;
                            /** @description null: something is kept by law until its time is over */
                            doneAt: string | null;
                            kept: {
                                /** @enum {string} */
                                what: "name" | "delivery";
                                id: string;
                                /** @description of the shipment */
                                number: string | null;
                                /** Format: date-time */
                                until: string;
                            }[];
                        } | null;
                        /** @description false: the last who administrates cannot go */
                        isPossible: boolean;
                        wouldKeep: {
                            /** @enum {string} */
                            what: "name" | "delivery";
                            id: string;
                            /** @description of the shipment */
                            number: string | null;
                            /** Format: date-time */
                            until: string;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postPeoplePersonErase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        requestedAt: string;
                        /** @description null: something is kept by law until its time is over */
                        doneAt: string | null;
                        kept: {
                            /** @enum {string} */
                            what: "name" | "delivery";
                            id: string;
                            /** @description of the shipment */
                            number: string | null;
                            /** Format: date-time */
                            until: string;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description erased already, or it would leave nobody to administrate */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getShipmentsShipmentRecipientErasure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                shipment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        erasure: {
                            /** Format: date-time */
                            requestedAt: string;
                            /** @description null: name and address are kept by law until `until` */
                            doneAt: string | null;
                            /** Format: date-time */
                            until: string;
                            /** @description papers that the truck signed, which stay as they are */
                            signedDocuments: number;
                        } | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postShipmentsShipmentEraseRecipient: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                shipment: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        requestedAt: string;
                        /** @description null: name and address are kept by law until `until` */
                        doneAt: string | null;
                        /** Format: date-time */
                        until: string;
                        /** @description papers that the truck signed, which stay as they are */
                        signedDocuments: number;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is still to be brought, or its recipient was erased already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOrganisations: {
        parameters: {
            query?: {
                /** @description how many at most, 1 to 100 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
                kind?: "pharmacy" | "clinic" | "wholesaler" | "carrier";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            /** @enum {string} */
                            kind: "pharmacy" | "clinic" | "wholesaler" | "carrier";
                            name: {
                                zh: string;
                                en: string;
                            };
                            licenceNumber: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            closedAt: string | null;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postOrganisations: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "pharmacy" | "clinic" | "wholesaler" | "carrier";
                    name: {
                        zh: string;
                        en: string;
                    };
                    licenceNumber?: string | null;
                };
            };
        };
        responses: {
            /** @description done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        kind: "pharmacy" | "clinic" | "wholesaler" | "carrier";
                        name: {
                            zh: string;
                            en: string;
                        };
                        licenceNumber: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        closedAt: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOrganisationsOrganisation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        kind: "pharmacy" | "clinic" | "wholesaler" | "carrier";
                        name: {
                            zh: string;
                            en: string;
                        };
                        licenceNumber: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        closedAt: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchOrganisationsOrganisation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: {
                        zh: string;
                        en: string;
                    };
                    licenceNumber?: string | null;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        kind: "pharmacy" | "clinic" | "wholesaler" | "carrier";
                        name: {
                            zh: string;
                            en: string;
                        };
                        licenceNumber: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        closedAt: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postOrganisationsOrganisationClose: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        kind: "pharmacy" | "clinic" | "wholesaler" | "carrier";
                        name: {
                            zh: string;
                            en: string;
                        };
                        licenceNumber: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        closedAt: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is closed already, or somebody of it can still sign in */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSessionWays: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        password: true;
                        outside: boolean;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSessionOutside: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description to the provider */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no outside provider is configured */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSessionOutsideCallback: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description to our pages, signed in or with the reason why not */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no outside provider is configured */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPeoplePersonOutsideIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        issuer: string;
                        /** Format: date-time */
                        linkedAt: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putPeoplePersonOutsideIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    subject: string;
                };
            };
        };
        responses: {
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the subject belongs to somebody else already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deletePeoplePersonOutsideIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTrucks: {
        parameters: {
            query?: {
                /** @description how many at most, 1 to 500 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            device: string;
                            name: string;
                            /** @enum {string} */
                            kind: "truck" | "room" | "box";
                            online: boolean;
                            onlineSince: string | null;
                            lastRecordedAt: string | null;
                            frames: number;
                            recordIntervalMs: number;
                            flags: {
                                broken: number;
                                forks: number;
                                quarantined: number;
                            };
                            /** @description WGS-84 */
                            position: {
                                latitude: number;
                                longitude: number;
                                speedKmh: number | null;
                                /** Format: date-time */
                                at: string;
                            } | null;
                            positionMark: ("ok" | "range" | "frozen" | "timeout" | "crc" | "exception" | "invalid" | "open" | "void") | null;
                            powerOn: boolean | null;
                            /** @description what it measures is not kept, by its own word, also while it is away since then */
                            notRecording: {
                                /** Format: date-time */
                                since: string;
                                /** @description in the words of the device */
                                problem: string;
                            } | null;
                            compartments: {
                                id: string;
                                name: {
                                    zh: string;
                                    en: string;
                                };
                                range: {
                                    minCelsius: number;
                                    maxCelsius: number;
                                } | null;
                                doorOpen: boolean | null;
                                /** @description null: nothing is wired that says so */
                                defrosting: boolean | null;
                                alarm: {
                                    id: string;
                                    /** Format: date-time */
                                    openedAt: string;
                                    peakCelsius: number;
                                    channel: string;
                                } | null;
                                channels: {
                                    id: string;
                                    quantity: string;
                                    /** @description UCUM */
                                    unit: string;
                                    decimals: number;
                                    source: string;
                                    value: number | null;
                                    mark: ("ok" | "range" | "frozen" | "timeout" | "crc" | "exception" | "invalid" | "open" | "void") | null;
                                    at: string | null;
                                }[];
                            }[];
                        }[];
                        next: string | null;
                        /** @description of /api/feed: what changes from here on; of several pages, the one of the first */
                        cursor: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTrucksDevice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                device: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cursor: string;
                        truck: {
                            device: string;
                            name: string;
                            /** @enum {string} */
                            kind: "truck" | "room" | "box";
                            online: boolean;
                            onlineSince: string | null;
                            lastRecordedAt: string | null;
                            frames: number;
                            recordIntervalMs: number;
                            flags: {
                                broken: number;
                                forks: number;
                                quarantined: number;
                            };
                            /** @description WGS-84 */
                            position: {
                                latitude: number;
                                longitude: number;
                                speedKmh: number | null;
                                /** Format: date-time */
                                at: string;
                            } | null;
                            positionMark: ("ok" | "range" | "frozen" | "timeout" | "crc" | "exception" | "invalid" | "open" | "void") | null;
                            powerOn: boolean | null;
                            /** @description what it measures is not kept, by its own word, also while it is away since then */
                            notRecording: {
                                /** Format: date-time */
                                since: string;
                                /** @description in the words of the device */
                                problem: string;
                            } | null;
                            compartments: {
                                id: string;
                                name: {
                                    zh: string;
                                    en: string;
                                };
                                range: {
                                    minCelsius: number;
                                    maxCelsius: number;
                                } | null;
                                doorOpen: boolean | null;
                                /** @description null: nothing is wired that says so */
                                defrosting: boolean | null;
                                alarm: {
                                    id: string;
                                    /** Format: date-time */
                                    openedAt: string;
                                    peakCelsius: number;
                                    channel: string;
                                } | null;
                                channels: {
                                    id: string;
                                    quantity: string;
                                    /** @description UCUM */
                                    unit: string;
                                    decimals: number;
                                    source: string;
                                    value: number | null;
                                    mark: ("ok" | "range" | "frozen" | "timeout" | "crc" | "exception" | "invalid" | "open" | "void") | null;
                                    at: string | null;
                                }[];
                            }[];
                        };
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTrucksDeviceLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                device: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description null: it has not said yet */
                        link: {
                            /**
                             * Format: date-time
                             * @description when the device said so
                             */
                            toldAt: string;
                            /** @description null: there is none */
                            budgetBytesPerDay: number | null;
                            /** @description in the 24 hours before, both directions, headers included */
                            spentBytes: number;
                            /** @description of spentBytes */
                            lanes: {
                                [key: string]: number;
                            } | null;
                            /** @description saving: longer frames while all is quiet, rarer hints; spent: more so, history a frame a minute */
                            thrift: ("free" | "saving" | "spent") | null;
                        } | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTrucksDeviceSeries: {
        parameters: {
            query: {
                from: string;
                to: string;
                compartment: string;
                /** @description at most so many points a channel, each the mean of a bucket with its least and greatest beside it */
                buckets?: string;
            };
            header?: never;
            path: {
                device: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        device: string;
                        compartment: string;
                        range: {
                            minCelsius: number;
                            maxCelsius: number;
                        } | null;
                        recordIntervalMs: number;
                        channels: {
                            id: string;
                            quantity: string;
                            /** @description UCUM */
                            unit: string;
                            decimals: number;
                            source: string;
                            points: [
                                number,
                                number | null,
                                "ok" | "range" | "frozen" | "timeout" | "crc" | "exception" | "invalid" | "open" | "void"
                            ][];
                            /** @description of buckets: time as in points, least and greatest */
                            band?: [
                                number,
                                number | null,
                                number | null
                            ][];
                        }[];
                        /** @description left out: every row is a point */
                        bucketMs?: number;
                        /** @description of buckets: gaps shorter than one, which gaps leaves out */
                        shorterGaps?: {
                            count: number;
                            totalMs: number;
                        };
                        gaps: {
                            fromMs: number;
                            toMs: number;
                            reason: string;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTrucksDeviceEvents: {
        parameters: {
            query: {
                from: string;
                to: string;
                /** @description how many at most, 1 to 100 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
            };
            header?: never;
            path: {
                device: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            /** Format: date-time */
                            at: string;
                            /** @description a known code of docs/wire.md, or one of a newer device */
                            code: string;
                            /** @description compartment, probe, input, stop or document; '' for the device */
                            subject: string;
                            detail: {
                                [key: string]: string | number | boolean | null;
                            };
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTrucksDeviceTrack: {
        parameters: {
            query: {
                from: string;
                to: string;
            };
            header?: never;
            path: {
                device: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        points: [
                            number,
                            number,
                            number,
                            number | null
                        ][];
                        /** @description of long spans: how far apart points are kept */
                        stepMs?: number;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAlarms: {
        parameters: {
            query?: {
                /** @description how many at most, 1 to 100 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
                state?: "open" | "all";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            device: string;
                            truckName: string;
                            compartment: string;
                            compartmentName: {
                                zh: string;
                                en: string;
                            };
                            /** Format: date-time */
                            openedAt: string;
                            closedAt: string | null;
                            peakCelsius: number;
                            range: {
                                minCelsius: number;
                                maxCelsius: number;
                            };
                            channel: string;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getEpisodes: {
        parameters: {
            query?: {
                /** @description how many at most, 1 to 100 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
                state?: "open" | "closed" | "all";
                kind?: "temperature" | "critical" | "trend" | "humidity" | "rate" | "silence" | "probe-fault" | "door" | "power" | "off-route" | "unplanned-stop" | "forbidden-place" | "clock" | "disk" | "recorder";
                severity?: "notice" | "warning" | "gsp";
                device?: string;
                /** @description that opened then or later */
                from?: string;
                /** @description that opened then or earlier */
                to?: string;
                /** @description part of the name of the asset, or of its device */
                text?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            /** @description what pages once: kind, device and compartment */
                            fingerprint: string;
                            device: string;
                            compartment: string | null;
                            /** @enum {string} */
                            kind: "temperature" | "critical" | "trend" | "humidity" | "rate" | "silence" | "probe-fault" | "door" | "power" | "off-route" | "unplanned-stop" | "forbidden-place" | "clock" | "disk" | "recorder";
                            /** @enum {string} */
                            severity: "notice" | "warning" | "gsp";
                            rule: {
                                id: string;
                                version: number;
                                text?: string;
                            };
                            limit: {
                                /** @enum {string} */
                                side: "above" | "below";
                                celsius: number;
                            } | null;
                            /** Format: date-time */
                            openedAt: string;
                            closedAt: string | null;
                            peakCelsius: number | null;
                            peakAt: string | null;
                            /** @description area between curve and limit, °C · min */
                            degreeMinutes: number;
                            cumulativeMinutes: number;
                            longestMinutes: number;
                            mktCelsius: number | null;
                            minutesLeft: {
                                low: number;
                                likely: number;
                                high: number;
                            } | null;
                            revision: number;
                            /** @enum {string} */
                            revisedBecause: "live" | "late-frames" | "rule-changed";
                            /**
                             * Format: date-time
                             * @description when the cloud first knew of it
                             */
                            seenAt: string;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getEpisodesEpisode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                episode: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description what pages once: kind, device and compartment */
                        fingerprint: string;
                        device: string;
                        compartment: string | null;
                        /** @enum {string} */
                        kind: "temperature" | "critical" | "trend" | "humidity" | "rate" | "silence" | "probe-fault" | "door" | "power" | "off-route" | "unplanned-stop" | "forbidden-place" | "clock" | "disk" | "recorder";
                        /** @enum {string} */
                        severity: "notice" | "warning" | "gsp";
                        rule: {
                            id: string;
                            version: number;
                            text?: string;
                        };
                        limit: {
                            /** @enum {string} */
                            side: "above" | "below";
                            celsius: number;
                        } | null;
                        /** Format: date-time */
                        openedAt: string;
                        closedAt: string | null;
                        peakCelsius: number | null;
                        peakAt: string | null;
                        /** @description area between curve and limit, °C · min */
                        degreeMinutes: number;
                        cumulativeMinutes: number;
                        longestMinutes: number;
                        mktCelsius: number | null;
                        minutesLeft: {
                            low: number;
                            likely: number;
                            high: number;
                        } | null;
                        revision: number;
                        /** @enum {string} */
                        revisedBecause: "live" | "late-frames" | "rule-changed";
                        /**
                         * Format: date-time
                         * @description when the cloud first knew of it
                         */
                        seenAt: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRuleSets: {
        parameters: {
            query?: {
                /** @description how many at most, 1 to 100 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            organisationId: string;
                            /** @enum {string} */
                            scope: "organisation" | "asset" | "trip" | "product" | "shipment";
                            scopeId: string;
                            version: number;
                            /**
                             * Format: date-time
                             * @description it holds for what happens from then on
                             */
                            from: string;
                            /** @description null: ended, the next wider set holds */
                            rules: {
                                /** @default [] */
                                ranges: {
                                    compartment?: string;
                                    minCelsius: number;
                                    maxCelsius: number;
                                }[];
                                windows: {
                                    id: string;
                                    /** @enum {string} */
                                    side: "above" | "below";
                                    celsius: number | "range";
                                    /** @default false */
                                    inclusive: boolean;
                                    /**
                                     * @default consecutive
                                     * @enum {string}
                                     */
                                    kind: "consecutive" | "cumulative";
                                    minutes: number;
                                    /** @enum {string} */
                                    severity: "notice" | "warning" | "gsp";
                                    compartment?: string;
                                }[];
                                keepFiringMinutes: number;
                                critical: {
                                    marginCelsius: number | null;
                                    /** @enum {string} */
                                    severity: "notice" | "warning" | "gsp";
                                } | null;
                                trend: {
                                    /** @enum {string} */
                                    severity: "notice" | "warning" | "gsp";
                                } | null;
                                rate: {
                                    celsius: number;
                                    overMinutes: number;
                                    /** @enum {string} */
                                    severity: "notice" | "warning" | "gsp";
                                } | null;
                                humidity: {
                                    minutes: number;
                                    /** @enum {string} */
                                    severity: "notice" | "warning" | "gsp";
                                    minPercent: number;
                                    maxPercent: number;
                                } | null;
                                silence: {
                                    minutes: number;
                                    /** @enum {string} */
                                    severity: "notice" | "warning" | "gsp";
                                } | null;
                                probeFault: {
                                    minutes: number;
                                    /** @enum {string} */
                                    severity: "notice" | "warning" | "gsp";
                                } | null;
                                door: {
                                    seconds: number;
                                    /** @enum {string} */
                                    severity: "notice" | "warning" | "gsp";
                                } | null;
                                power: {
                                    minutes: number;
                                    /** @enum {string} */
                                    severity: "notice" | "warning" | "gsp";
                                } | null;
                                offRoute: {
                                    points: {
                                        latitude: number;
                                        longitude: number;
                                    }[];
                                    metres: number;
                                    minutes: number;
                                    /** @enum {string} */
                                    severity: "notice" | "warning" | "gsp";
                                } | null;
                                unplannedStop: {
                                    minutes: number;
                                    /** @enum {string} */
                                    severity: "notice" | "warning" | "gsp";
                                } | null;
                                forbiddenPlace: {
                                    /** @enum {string} */
                                    severity: "notice" | "warning" | "gsp";
                                } | null;
                                clock: {
                                    minutes: number;
                                    /** @enum {string} */
                                    severity: "notice" | "warning" | "gsp";
                                } | null;
                                disk: {
                                    /** @enum {string} */
                                    severity: "notice" | "warning" | "gsp";
                                } | null;
                                recorder: {
                                    /** @enum {string} */
                                    severity: "notice" | "warning" | "gsp";
                                } | null;
                            } | null;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putRuleSets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    scope: "organisation" | "asset" | "trip" | "product" | "shipment";
                    /** @description id of the asset, trip or shipment, name of the product; not for an organisation */
                    scopeId?: string;
                    rules: {
                        /** @default [] */
                        ranges?: {
                            compartment?: string;
                            minCelsius: number;
                            maxCelsius: number;
                        }[];
                        windows: {
                            id: string;
                            /** @enum {string} */
                            side: "above" | "below";
                            celsius: number | "range";
                            /** @default false */
                            inclusive?: boolean;
                            /**
                             * @default consecutive
                             * @enum {string}
                             */
                            kind?: "consecutive" | "cumulative";
                            minutes: number;
                            /** @enum {string} */
                            severity: "notice" | "warning" | "gsp";
                            compartment?: string;
                        }[];
                        keepFiringMinutes: number;
                        critical: {
                            marginCelsius: number | null;
                            /** @enum {string} */
                            severity: "notice" | "warning" | "gsp";
                        } | null;
                        trend: {
                            /** @enum {string} */
                            severity: "notice" | "warning" | "gsp";
                        } | null;
                        rate: {
                            celsius: number;
                            overMinutes: number;
                            /** @enum {string} */
                            severity: "notice" | "warning" | "gsp";
                        } | null;
                        humidity: {
                            minutes: number;
                            /** @enum {string} */
                            severity: "notice" | "warning" | "gsp";
                            minPercent: number;
                            maxPercent: number;
                        } | null;
                        silence: {
                            minutes: number;
                            /** @enum {string} */
                            severity: "notice" | "warning" | "gsp";
                        } | null;
                        probeFault: {
                            minutes: number;
                            /** @enum {string} */
                            severity: "notice" | "warning" | "gsp";
                        } | null;
                        door: {
                            seconds: number;
                            /** @enum {string} */
                            severity: "notice" | "warning" | "gsp";
                        } | null;
                        power: {
                            minutes: number;
                            /** @enum {string} */
                            severity: "notice" | "warning" | "gsp";
                        } | null;
                        offRoute: {
                            points: {
                                latitude: number;
                                longitude: number;
                            }[];
                            metres: number;
                            minutes: number;
                            /** @enum {string} */
                            severity: "notice" | "warning" | "gsp";
                        } | null;
                        unplannedStop: {
                            minutes: number;
                            /** @enum {string} */
                            severity: "notice" | "warning" | "gsp";
                        } | null;
                        forbiddenPlace: {
                            /** @enum {string} */
                            severity: "notice" | "warning" | "gsp";
                        } | null;
                        clock: {
                            minutes: number;
                            /** @enum {string} */
                            severity: "notice" | "warning" | "gsp";
                        } | null;
                        disk: {
                            /** @enum {string} */
                            severity: "notice" | "warning" | "gsp";
                        } | null;
                        recorder: {
                            /** @enum {string} */
                            severity: "notice" | "warning" | "gsp";
                        } | null;
                    };
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        organisationId: string;
                        /** @enum {string} */
                        scope: "organisation" | "asset" | "trip" | "product" | "shipment";
                        scopeId: string;
                        version: number;
                        /**
                         * Format: date-time
                         * @description it holds for what happens from then on
                         */
                        from: string;
                        /** @description null: ended, the next wider set holds */
                        rules: {
                            /** @default [] */
                            ranges: {
                                compartment?: string;
                                minCelsius: number;
                                maxCelsius: number;
                            }[];
                            windows: {
                                id: string;
                                /** @enum {string} */
                                side: "above" | "below";
                                celsius: number | "range";
                                /** @default false */
                                inclusive: boolean;
                                /**
                                 * @default consecutive
                                 * @enum {string}
                                 */
                                kind: "consecutive" | "cumulative";
                                minutes: number;
                                /** @enum {string} */
                                severity: "notice" | "warning" | "gsp";
                                compartment?: string;
                            }[];
                            keepFiringMinutes: number;
                            critical: {
                                marginCelsius: number | null;
                                /** @enum {string} */
                                severity: "notice" | "warning" | "gsp";
                            } | null;
                            trend: {
                                /** @enum {string} */
                                severity: "notice" | "warning" | "gsp";
                            } | null;
                            rate: {
                                celsius: number;
                                overMinutes: number;
                                /** @enum {string} */
                                severity: "notice" | "warning" | "gsp";
                            } | null;
                            humidity: {
                                minutes: number;
                                /** @enum {string} */
                                severity: "notice" | "warning" | "gsp";
                                minPercent: number;
                                maxPercent: number;
                            } | null;
                            silence: {
                                minutes: number;
                                /** @enum {string} */
                                severity: "notice" | "warning" | "gsp";
                            } | null;
                            probeFault: {
                                minutes: number;
                                /** @enum {string} */
                                severity: "notice" | "warning" | "gsp";
                            } | null;
                            door: {
                                seconds: number;
                                /** @enum {string} */
                                severity: "notice" | "warning" | "gsp";
                            } | null;
                            power: {
                                minutes: number;
                                /** @enum {string} */
                                severity: "notice" | "warning" | "gsp";
                            } | null;
                            offRoute: {
                                points: {
                                    latitude: number;
                                    longitude: number;
                                }[];
                                metres: number;
                                minutes: number;
                                /** @enum {string} */
                                severity: "notice" | "warning" | "gsp";
                            } | null;
                            unplannedStop: {
                                minutes: number;
                                /** @enum {string} */
                                severity: "notice" | "warning" | "gsp";
                            } | null;
                            forbiddenPlace: {
                                /** @enum {string} */
                                severity: "notice" | "warning" | "gsp";
                            } | null;
                            clock: {
                                minutes: number;
                                /** @enum {string} */
                                severity: "notice" | "warning" | "gsp";
                            } | null;
                            disk: {
                                /** @enum {string} */
                                severity: "notice" | "warning" | "gsp";
                            } | null;
                            recorder: {
                                /** @enum {string} */
                                severity: "notice" | "warning" | "gsp";
                            } | null;
                        } | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRuleSetsUsual: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @default [] */
                        ranges: {
                            compartment?: string;
                            minCelsius: number;
                            maxCelsius: number;
                        }[];
                        windows: {
                            id: string;
                            /** @enum {string} */
                            side: "above" | "below";
                            celsius: number | "range";
                            /** @default false */
                            inclusive: boolean;
                            /**
                             * @default consecutive
                             * @enum {string}
                             */
                            kind: "consecutive" | "cumulative";
                            minutes: number;
                            /** @enum {string} */
                            severity: "notice" | "warning" | "gsp";
                            compartment?: string;
                        }[];
                        keepFiringMinutes: number;
                        critical: {
                            marginCelsius: number | null;
                            /** @enum {string} */
                            severity: "notice" | "warning" | "gsp";
                        } | null;
                        trend: {
                            /** @enum {string} */
                            severity: "notice" | "warning" | "gsp";
                        } | null;
                        rate: {
                            celsius: number;
                            overMinutes: number;
                            /** @enum {string} */
                            severity: "notice" | "warning" | "gsp";
                        } | null;
                        humidity: {
                            minutes: number;
                            /** @enum {string} */
                            severity: "notice" | "warning" | "gsp";
                            minPercent: number;
                            maxPercent: number;
                        } | null;
                        silence: {
                            minutes: number;
                            /** @enum {string} */
                            severity: "notice" | "warning" | "gsp";
                        } | null;
                        probeFault: {
                            minutes: number;
                            /** @enum {string} */
                            severity: "notice" | "warning" | "gsp";
                        } | null;
                        door: {
                            seconds: number;
                            /** @enum {string} */
                            severity: "notice" | "warning" | "gsp";
                        } | null;
                        power: {
                            minutes: number;
                            /** @enum {string} */
                            severity: "notice" | "warning" | "gsp";
                        } | null;
                        offRoute: {
                            points: {
                                latitude: number;
                                longitude: number;
                            }[];
                            metres: number;
                            minutes: number;
                            /** @enum {string} */
                            severity: "notice" | "warning" | "gsp";
                        } | null;
                        unplannedStop: {
                            minutes: number;
                            /** @enum {string} */
                            severity: "notice" | "warning" | "gsp";
                        } | null;
                        forbiddenPlace: {
                            /** @enum {string} */
                            severity: "notice" | "warning" | "gsp";
                        } | null;
                        clock: {
                            minutes: number;
                            /** @enum {string} */
                            severity: "notice" | "warning" | "gsp";
                        } | null;
                        disk: {
                            /** @enum {string} */
                            severity: "notice" | "warning" | "gsp";
                        } | null;
                        recorder: {
                            /** @enum {string} */
                            severity: "notice" | "warning" | "gsp";
                        } | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRuleSetsRuleSetVersions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ruleSet: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        organisationId: string;
                        /** @enum {string} */
                        scope: "organisation" | "asset" | "trip" | "product" | "shipment";
                        scopeId: string;
                        version: number;
                        /**
                         * Format: date-time
                         * @description it holds for what happens from then on
                         */
                        from: string;
                        /** @description null: ended, the next wider set holds */
                        rules: {
                            /** @default [] */
                            ranges: {
                                compartment?: string;
                                minCelsius: number;
                                maxCelsius: number;
                            }[];
                            windows: {
                                id: string;
                                /** @enum {string} */
                                side: "above" | "below";
                                celsius: number | "range";
                                /** @default false */
                                inclusive: boolean;
                                /**
                                 * @default consecutive
                                 * @enum {string}
                                 */
                                kind: "consecutive" | "cumulative";
                                minutes: number;
                                /** @enum {string} */
                                severity: "notice" | "warning" | "gsp";
                                compartment?: string;
                            }[];
                            keepFiringMinutes: number;
                            critical: {
                                marginCelsius: number | null;
                                /** @enum {string} */
                                severity: "notice" | "warning" | "gsp";
                            } | null;
                            trend: {
                                /** @enum {string} */
                                severity: "notice" | "warning" | "gsp";
                            } | null;
                            rate: {
                                celsius: number;
                                overMinutes: number;
                                /** @enum {string} */
                                severity: "notice" | "warning" | "gsp";
                            } | null;
                            humidity: {
                                minutes: number;
                                /** @enum {string} */
                                severity: "notice" | "warning" | "gsp";
                                minPercent: number;
                                maxPercent: number;
                            } | null;
                            silence: {
                                minutes: number;
                                /** @enum {string} */
                                severity: "notice" | "warning" | "gsp";
                            } | null;
                            probeFault: {
                                minutes: number;
                                /** @enum {string} */
                                severity: "notice" | "warning" | "gsp";
                            } | null;
                            door: {
                                seconds: number;
                                /** @enum {string} */
                                severity: "notice" | "warning" | "gsp";
                            } | null;
                            power: {
                                minutes: number;
                                /** @enum {string} */
                                severity: "notice" | "warning" | "gsp";
                            } | null;
                            offRoute: {
                                points: {
                                    latitude: number;
                                    longitude: number;
                                }[];
                                metres: number;
                                minutes: number;
                                /** @enum {string} */
                                severity: "notice" | "warning" | "gsp";
                            } | null;
                            unplannedStop: {
                                minutes: number;
                                /** @enum {string} */
                                severity: "notice" | "warning" | "gsp";
                            } | null;
                            forbiddenPlace: {
                                /** @enum {string} */
                                severity: "notice" | "warning" | "gsp";
                            } | null;
                            clock: {
                                minutes: number;
                                /** @enum {string} */
                                severity: "notice" | "warning" | "gsp";
                            } | null;
                            disk: {
                                /** @enum {string} */
                                severity: "notice" | "warning" | "gsp";
                            } | null;
                            recorder: {
                                /** @enum {string} */
                                severity: "notice" | "warning" | "gsp";
                            } | null;
                        } | null;
                    }[];
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteRuleSetsRuleSet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ruleSet: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getFeed: {
        parameters: {
            query?: {
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too many feeds are open; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDocs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDocsFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file: "start.js" | "swagger-ui-bundle.js" | "swagger-ui.css" | "favicon-32x32.png";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWellKnownOauthAuthorizationServer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        issuer: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOauthJwks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys: {
                            kid: string;
                            kty: string;
                            crv: string;
                            x: string;
                            y: string;
                            alg: string;
                            use: string;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOauthAuthorize: {
        parameters: {
            query: {
                client_id: string;
                redirect_uri: string;
                response_type?: string;
                scope?: string;
                state?: string;
                code_challenge?: string;
                code_challenge_method?: string;
                response_mode?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        client: {
                            id: string;
                            name: {
                                zh: string;
                                en: string;
                            };
                        };
                        /** @description where the browser goes afterwards, for the person to see */
                        redirectOrigin: string;
                        scopes: string[];
                    } | {
                        /** @description the request is wrong, and its client wants to hear of it */
                        redirectTo: string;
                    };
                };
            };
            /** @description to our page, or back to the client with an error */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JSON was asked for, nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postOauthAuthorize: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    request: {
                        client_id: string;
                        redirect_uri: string;
                        response_type?: string;
                        scope?: string;
                        state?: string;
                        code_challenge?: string;
                        code_challenge_method?: string;
                        response_mode?: string;
                    };
                    allow: boolean;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        redirectTo: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postOauthToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": string;
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        access_token: string;
                        /** @constant */
                        token_type: "Bearer";
                        expires_in: number;
                        refresh_token?: string;
                        scope: string;
                    };
                };
            };
            /** @description the request is not as it should be, told as `error` and `error_description` (RFC 6749 5.2) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the client is not known, told in the same way */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postOauthRevoke: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": string;
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description the request is not as it should be, told as `error` and `error_description` (RFC 6749 5.2) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the client is not known, told in the same way */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postOauthIntrospect: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": string;
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        active: false;
                    } | {
                        /** @constant */
                        active: true;
                        client_id: string;
                        /** @enum {string} */
                        token_type: "Bearer" | "refresh_token";
                        scope: string;
                        sub: string;
                        exp: number;
                    };
                };
            };
            /** @description the request is not as it should be, told as `error` and `error_description` (RFC 6749 5.2) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the client is not known, told in the same way */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getClients: {
        parameters: {
            query?: {
                /** @description how many at most, 1 to 100 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            name: {
                                zh: string;
                                en: string;
                            };
                            /** @enum {string} */
                            kind: "confidential" | "public";
                            organisationId: string | null;
                            grantTypes: ("authorization_code" | "refresh_token" | "client_credentials")[];
                            redirectUris: string[];
                            scopes: string[];
                            roles: ("customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector")[];
                            /** Format: date-time */
                            createdAt: string;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postClients: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: {
                        zh: string;
                        en: string;
                    };
                    /**
                     * @description public: an app on a device, which can keep no secret
                     * @enum {string}
                     */
                    kind: "confidential" | "public";
                    /** @description of the client where it asks in its own name */
                    organisationId: string | null;
                    grantTypes: ("authorization_code" | "refresh_token" | "client_credentials")[];
                    /** @default [] */
                    redirectUris?: string[];
                    scopes: ("fleet:read" | "fleet:write" | "telemetry:read" | "trips:read" | "trips:write")[];
                    /**
                     * @description of the client where it asks in its own name
                     * @default []
                     */
                    roles?: ("customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "inspector")[];
                };
            };
        };
        responses: {
            /** @description done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        client: {
                            id: string;
                            name: {
                                zh: string;
                                en: string;
                            };
                            /** @enum {string} */
                            kind: "confidential" | "public";
                            organisationId: string | null;
                            grantTypes: ("authorization_code" | "refresh_token" | "client_credentials")[];
                            redirectUris: string[];
                            scopes: string[];
                            roles: ("customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector")[];
                            /** Format: date-time */
                            createdAt: string;
                        };
                        secret: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such organisation */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getClientsClient: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: {
                            zh: string;
                            en: string;
                        };
                        /** @enum {string} */
                        kind: "confidential" | "public";
                        organisationId: string | null;
                        grantTypes: ("authorization_code" | "refresh_token" | "client_credentials")[];
                        redirectUris: string[];
                        scopes: string[];
                        roles: ("customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector")[];
                        /** Format: date-time */
                        createdAt: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteClientsClient: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postClientsClientSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                client: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        secret: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getGrants: {
        parameters: {
            query?: {
                /** @description how many at most, 1 to 100 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            clientId: string;
                            clientName: {
                                zh: string;
                                en: string;
                            };
                            scopes: string[];
                            /** Format: date-time */
                            createdAt: string;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteGrantsGrant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                grant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWebhooks: {
        parameters: {
            query?: {
                /** @description how many at most, 1 to 100 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            url: string;
                            organisationId: string | null;
                            events: ("alarm.opened" | "alarm.closed" | "trip.*" | "shipment.*")[];
                            /** Format: date-time */
                            createdAt: string;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postWebhooks: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    url: string;
                    /** @description null: of all organisations */
                    organisationId: string | null;
                    events: ("alarm.opened" | "alarm.closed" | "trip.*" | "shipment.*")[];
                };
            };
        };
        responses: {
            /** @description done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        webhook: {
                            id: string;
                            url: string;
                            organisationId: string | null;
                            events: ("alarm.opened" | "alarm.closed" | "trip.*" | "shipment.*")[];
                            /** Format: date-time */
                            createdAt: string;
                        };
                        secret: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the address is private, of this machine or not known, or there is no such organisation */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWebhooksWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhook: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        url: string;
                        organisationId: string | null;
                        events: ("alarm.opened" | "alarm.closed" | "trip.*" | "shipment.*")[];
                        /** Format: date-time */
                        createdAt: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteWebhooksWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhook: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWebhooksWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description how many at most, 1 to 100 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
            };
            header?: never;
            path: {
                webhook: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @description as the header webhook-id says it */
                            id: string;
                            type: string;
                            attempts: number;
                            /** Format: date-time */
                            createdAt: string;
                            lastAttemptAt: string | null;
                            lastAnswer: string | null;
                            outcome: ("delivered" | "given-up") | null;
                            nextAttemptAt: string | null;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getChannels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        channels: {
                            /** @enum {string} */
                            name: "sms" | "wechat" | "wecom" | "email" | "webhook";
                            configured: boolean;
                            /** @description providers; of robots and targets, the names that plans may use */
                            by: string[];
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postChannelsTwilioStatus: {
        parameters: {
            query: {
                message: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": string;
            };
        };
        responses: {
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Twilio did not sign it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Twilio is not configured */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it tells no status */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAssets: {
        parameters: {
            query?: {
                /** @description how many at most, 1 to 100 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
                kind?: "truck" | "room" | "box";
                state?: "in-preparation" | "in-service" | "out-of-service" | "retired";
                /** @description in the name */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            /** @enum {string} */
                            kind: "truck" | "room" | "box";
                            name: string;
                            organisationId: string;
                            carrierOrganisationId: string | null;
                            /** @enum {string} */
                            state: "in-preparation" | "in-service" | "out-of-service" | "retired";
                            revision: number;
                            device: string | null;
                            compartments: {
                                id: string;
                                code: string;
                                name: {
                                    zh: string;
                                    en: string;
                                };
                                volumeCubicMetres: number;
                                floorAreaSquareMetres: number | null;
                                range: {
                                    minCelsius: number;
                                    maxCelsius: number;
                                };
                                points: {
                                    point: string;
                                    bus: string;
                                    unit: number;
                                    probe: {
                                        id: string;
                                        serialNumber: string;
                                        model: string;
                                        /** @enum {string} */
                                        state: "in-stock" | "fitted" | "due" | "retired";
                                        /** @enum {string} */
                                        calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                                        calibrationDueOn: string | null;
                                    };
                                }[];
                                /** @description by GSP Annex 3 */
                                pointsRequired: number;
                                problems: ("TOO_FEW_POINTS" | "NOT_CALIBRATED")[];
                            }[];
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postAssets: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "truck" | "room" | "box";
                    /** @description plate of a truck */
                    name: string;
                    /**
                     * Format: uuid
                     * @description default: your own
                     */
                    organisationId?: string;
                    carrierOrganisationId?: string | null;
                };
            };
        };
        responses: {
            /** @description done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        kind: "truck" | "room" | "box";
                        name: string;
                        organisationId: string;
                        carrierOrganisationId: string | null;
                        /** @enum {string} */
                        state: "in-preparation" | "in-service" | "out-of-service" | "retired";
                        revision: number;
                        device: string | null;
                        compartments: {
                            id: string;
                            code: string;
                            name: {
                                zh: string;
                                en: string;
                            };
                            volumeCubicMetres: number;
                            floorAreaSquareMetres: number | null;
                            range: {
                                minCelsius: number;
                                maxCelsius: number;
                            };
                            points: {
                                point: string;
                                bus: string;
                                unit: number;
                                probe: {
                                    id: string;
                                    serialNumber: string;
                                    model: string;
                                    /** @enum {string} */
                                    state: "in-stock" | "fitted" | "due" | "retired";
                                    /** @enum {string} */
                                    calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                                    calibrationDueOn: string | null;
                                };
                            }[];
                            /** @description by GSP Annex 3 */
                            pointsRequired: number;
                            problems: ("TOO_FEW_POINTS" | "NOT_CALIBRATED")[];
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCarriers: {
        parameters: {
            query?: {
                /** @description how many at most, 1 to 100 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            name: {
                                zh: string;
                                en: string;
                            };
                            isClosed: boolean;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAssetsAsset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                asset: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        kind: "truck" | "room" | "box";
                        name: string;
                        organisationId: string;
                        carrierOrganisationId: string | null;
                        /** @enum {string} */
                        state: "in-preparation" | "in-service" | "out-of-service" | "retired";
                        revision: number;
                        device: string | null;
                        compartments: {
                            id: string;
                            code: string;
                            name: {
                                zh: string;
                                en: string;
                            };
                            volumeCubicMetres: number;
                            floorAreaSquareMetres: number | null;
                            range: {
                                minCelsius: number;
                                maxCelsius: number;
                            };
                            points: {
                                point: string;
                                bus: string;
                                unit: number;
                                probe: {
                                    id: string;
                                    serialNumber: string;
                                    model: string;
                                    /** @enum {string} */
                                    state: "in-stock" | "fitted" | "due" | "retired";
                                    /** @enum {string} */
                                    calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                                    calibrationDueOn: string | null;
                                };
                            }[];
                            /** @description by GSP Annex 3 */
                            pointsRequired: number;
                            problems: ("TOO_FEW_POINTS" | "NOT_CALIBRATED")[];
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchAssetsAsset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                asset: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    carrierOrganisationId?: string | null;
                    /** @description of the record that the change was made from */
                    revision: number;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        kind: "truck" | "room" | "box";
                        name: string;
                        organisationId: string;
                        carrierOrganisationId: string | null;
                        /** @enum {string} */
                        state: "in-preparation" | "in-service" | "out-of-service" | "retired";
                        revision: number;
                        device: string | null;
                        compartments: {
                            id: string;
                            code: string;
                            name: {
                                zh: string;
                                en: string;
                            };
                            volumeCubicMetres: number;
                            floorAreaSquareMetres: number | null;
                            range: {
                                minCelsius: number;
                                maxCelsius: number;
                            };
                            points: {
                                point: string;
                                bus: string;
                                unit: number;
                                probe: {
                                    id: string;
                                    serialNumber: string;
                                    model: string;
                                    /** @enum {string} */
                                    state: "in-stock" | "fitted" | "due" | "retired";
                                    /** @enum {string} */
                                    calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                                    calibrationDueOn: string | null;
                                };
                            }[];
                            /** @description by GSP Annex 3 */
                            pointsRequired: number;
                            problems: ("TOO_FEW_POINTS" | "NOT_CALIBRATED")[];
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postAssetsAssetCommission: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                asset: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description of the record that the change was made from */
                    revision: number;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        kind: "truck" | "room" | "box";
                        name: string;
                        organisationId: string;
                        carrierOrganisationId: string | null;
                        /** @enum {string} */
                        state: "in-preparation" | "in-service" | "out-of-service" | "retired";
                        revision: number;
                        device: string | null;
                        compartments: {
                            id: string;
                            code: string;
                            name: {
                                zh: string;
                                en: string;
                            };
                            volumeCubicMetres: number;
                            floorAreaSquareMetres: number | null;
                            range: {
                                minCelsius: number;
                                maxCelsius: number;
                            };
                            points: {
                                point: string;
                                bus: string;
                                unit: number;
                                probe: {
                                    id: string;
                                    serialNumber: string;
                                    model: string;
                                    /** @enum {string} */
                                    state: "in-stock" | "fitted" | "due" | "retired";
                                    /** @enum {string} */
                                    calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                                    calibrationDueOn: string | null;
                                };
                            }[];
                            /** @description by GSP Annex 3 */
                            pointsRequired: number;
                            problems: ("TOO_FEW_POINTS" | "NOT_CALIBRATED")[];
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not from this state, or something that GSP wants is missing; the field says what */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postAssetsAssetWithdraw: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                asset: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description of the record that the change was made from */
                    revision: number;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        kind: "truck" | "room" | "box";
                        name: string;
                        organisationId: string;
                        carrierOrganisationId: string | null;
                        /** @enum {string} */
                        state: "in-preparation" | "in-service" | "out-of-service" | "retired";
                        revision: number;
                        device: string | null;
                        compartments: {
                            id: string;
                            code: string;
                            name: {
                                zh: string;
                                en: string;
                            };
                            volumeCubicMetres: number;
                            floorAreaSquareMetres: number | null;
                            range: {
                                minCelsius: number;
                                maxCelsius: number;
                            };
                            points: {
                                point: string;
                                bus: string;
                                unit: number;
                                probe: {
                                    id: string;
                                    serialNumber: string;
                                    model: string;
                                    /** @enum {string} */
                                    state: "in-stock" | "fitted" | "due" | "retired";
                                    /** @enum {string} */
                                    calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                                    calibrationDueOn: string | null;
                                };
                            }[];
                            /** @description by GSP Annex 3 */
                            pointsRequired: number;
                            problems: ("TOO_FEW_POINTS" | "NOT_CALIBRATED")[];
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not from this state, or something that GSP wants is missing; the field says what */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postAssetsAssetReturn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                asset: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description of the record that the change was made from */
                    revision: number;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        kind: "truck" | "room" | "box";
                        name: string;
                        organisationId: string;
                        carrierOrganisationId: string | null;
                        /** @enum {string} */
                        state: "in-preparation" | "in-service" | "out-of-service" | "retired";
                        revision: number;
                        device: string | null;
                        compartments: {
                            id: string;
                            code: string;
                            name: {
                                zh: string;
                                en: string;
                            };
                            volumeCubicMetres: number;
                            floorAreaSquareMetres: number | null;
                            range: {
                                minCelsius: number;
                                maxCelsius: number;
                            };
                            points: {
                                point: string;
                                bus: string;
                                unit: number;
                                probe: {
                                    id: string;
                                    serialNumber: string;
                                    model: string;
                                    /** @enum {string} */
                                    state: "in-stock" | "fitted" | "due" | "retired";
                                    /** @enum {string} */
                                    calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                                    calibrationDueOn: string | null;
                                };
                            }[];
                            /** @description by GSP Annex 3 */
                            pointsRequired: number;
                            problems: ("TOO_FEW_POINTS" | "NOT_CALIBRATED")[];
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not from this state, or something that GSP wants is missing; the field says what */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postAssetsAssetRetire: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                asset: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description of the record that the change was made from */
                    revision: number;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        kind: "truck" | "room" | "box";
                        name: string;
                        organisationId: string;
                        carrierOrganisationId: string | null;
                        /** @enum {string} */
                        state: "in-preparation" | "in-service" | "out-of-service" | "retired";
                        revision: number;
                        device: string | null;
                        compartments: {
                            id: string;
                            code: string;
                            name: {
                                zh: string;
                                en: string;
                            };
                            volumeCubicMetres: number;
                            floorAreaSquareMetres: number | null;
                            range: {
                                minCelsius: number;
                                maxCelsius: number;
                            };
                            points: {
                                point: string;
                                bus: string;
                                unit: number;
                                probe: {
                                    id: string;
                                    serialNumber: string;
                                    model: string;
                                    /** @enum {string} */
                                    state: "in-stock" | "fitted" | "due" | "retired";
                                    /** @enum {string} */
                                    calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                                    calibrationDueOn: string | null;
                                };
                            }[];
                            /** @description by GSP Annex 3 */
                            pointsRequired: number;
                            problems: ("TOO_FEW_POINTS" | "NOT_CALIBRATED")[];
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not from this state, or something that GSP wants is missing; the field says what */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postAssetsAssetCompartments: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                asset: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                    name: {
                        zh: string;
                        en: string;
                    };
                    volumeCubicMetres: number;
                    /** @description of a zone of a room */
                    floorAreaSquareMetres?: number | null;
                    range: {
                        minCelsius: number;
                        maxCelsius: number;
                    };
                };
            };
        };
        responses: {
            /** @description done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        kind: "truck" | "room" | "box";
                        name: string;
                        organisationId: string;
                        carrierOrganisationId: string | null;
                        /** @enum {string} */
                        state: "in-preparation" | "in-service" | "out-of-service" | "retired";
                        revision: number;
                        device: string | null;
                        compartments: {
                            id: string;
                            code: string;
                            name: {
                                zh: string;
                                en: string;
                            };
                            volumeCubicMetres: number;
                            floorAreaSquareMetres: number | null;
                            range: {
                                minCelsius: number;
                                maxCelsius: number;
                            };
                            points: {
                                point: string;
                                bus: string;
                                unit: number;
                                probe: {
                                    id: string;
                                    serialNumber: string;
                                    model: string;
                                    /** @enum {string} */
                                    state: "in-stock" | "fitted" | "due" | "retired";
                                    /** @enum {string} */
                                    calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                                    calibrationDueOn: string | null;
                                };
                            }[];
                            /** @description by GSP Annex 3 */
                            pointsRequired: number;
                            problems: ("TOO_FEW_POINTS" | "NOT_CALIBRATED")[];
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchAssetsAssetCompartmentsCompartment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                asset: string;
                compartment: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: {
                        zh: string;
                        en: string;
                    };
                    volumeCubicMetres?: number;
                    floorAreaSquareMetres?: number | null;
                    range?: {
                        minCelsius: number;
                        maxCelsius: number;
                    };
                    /** @description of the asset */
                    revision: number;
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        kind: "truck" | "room" | "box";
                        name: string;
                        organisationId: string;
                        carrierOrganisationId: string | null;
                        /** @enum {string} */
                        state: "in-preparation" | "in-service" | "out-of-service" | "retired";
                        revision: number;
                        device: string | null;
                        compartments: {
                            id: string;
                            code: string;
                            name: {
                                zh: string;
                                en: string;
                            };
                            volumeCubicMetres: number;
                            floorAreaSquareMetres: number | null;
                            range: {
                                minCelsius: number;
                                maxCelsius: number;
                            };
                            points: {
                                point: string;
                                bus: string;
                                unit: number;
                                probe: {
                                    id: string;
                                    serialNumber: string;
                                    model: string;
                                    /** @enum {string} */
                                    state: "in-stock" | "fitted" | "due" | "retired";
                                    /** @enum {string} */
                                    calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                                    calibrationDueOn: string | null;
                                };
                            }[];
                            /** @description by GSP Annex 3 */
                            pointsRequired: number;
                            problems: ("TOO_FEW_POINTS" | "NOT_CALIBRATED")[];
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postAssetsAssetCompartmentsCompartmentRemove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                asset: string;
                compartment: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description of the asset */
                    revision: number;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        kind: "truck" | "room" | "box";
                        name: string;
                        organisationId: string;
                        carrierOrganisationId: string | null;
                        /** @enum {string} */
                        state: "in-preparation" | "in-service" | "out-of-service" | "retired";
                        revision: number;
                        device: string | null;
                        compartments: {
                            id: string;
                            code: string;
                            name: {
                                zh: string;
                                en: string;
                            };
                            volumeCubicMetres: number;
                            floorAreaSquareMetres: number | null;
                            range: {
                                minCelsius: number;
                                maxCelsius: number;
                            };
                            points: {
                                point: string;
                                bus: string;
                                unit: number;
                                probe: {
                                    id: string;
                                    serialNumber: string;
                                    model: string;
                                    /** @enum {string} */
                                    state: "in-stock" | "fitted" | "due" | "retired";
                                    /** @enum {string} */
                                    calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                                    calibrationDueOn: string | null;
                                };
                            }[];
                            /** @description by GSP Annex 3 */
                            pointsRequired: number;
                            problems: ("TOO_FEW_POINTS" | "NOT_CALIBRATED")[];
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAssetsAssetSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                asset: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        device: string | null;
                        /** @description why no new revision is made */
                        nothingToSet: ("no-compartments" | "compartment-without-probe" | "retired") | null;
                        wanted: {
                            revision: number;
                            /** @description what a device that applies it reports */
                            hash: string;
                            /** Format: date-time */
                            madeAt: string;
                            layout: {
                                compartments: {
                                    id: string;
                                    name: {
                                        zh: string;
                                        en: string;
                                    };
                                    range: {
                                        minCelsius: number;
                                        maxCelsius: number;
                                    };
                                    volumeCubicMetres?: number;
                                }[];
                                probes: {
                                    id: string;
                                    bus: string;
                                    unit: number;
                                    profile: string;
                                    compartment: string;
                                }[];
                            };
                            /** @description null: as the device’s own file says */
                            cadence: {
                                sampleIntervalMs: number;
                                recordIntervalMs: number;
                                outOfRangeRecordIntervalMs: number;
                                frameIntervalMs?: number;
                            } | null;
                            /** @description of MQTT; null: as the device’s own file says */
                            brokerUrl: string | null;
                        } | null;
                        reported: {
                            applied: number | null;
                            hash: string | null;
                            /** @description on trial: kept once the cloud has answered the device that runs by it */
                            trying: number | null;
                            refused: {
                                revision: number;
                                field: string;
                                problem: string;
                                others?: {
                                    field: string;
                                    problem: string;
                                }[];
                                /** @constant */
                                takenBack?: true;
                            } | null;
                            /** Format: date-time */
                            at: string;
                        } | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchAssetsAssetSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                asset: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description null: as the device’s own file says */
                    cadence?: {
                        sampleIntervalMs: number;
                        recordIntervalMs: number;
                        outOfRangeRecordIntervalMs: number;
                        frameIntervalMs?: number;
                    } | null;
                    /** @description of MQTT; null: as the device’s own file says */
                    brokerUrl?: string | null;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        kind: "truck" | "room" | "box";
                        name: string;
                        organisationId: string;
                        carrierOrganisationId: string | null;
                        /** @enum {string} */
                        state: "in-preparation" | "in-service" | "out-of-service" | "retired";
                        revision: number;
                        device: string | null;
                        compartments: {
                            id: string;
                            code: string;
                            name: {
                                zh: string;
                                en: string;
                            };
                            volumeCubicMetres: number;
                            floorAreaSquareMetres: number | null;
                            range: {
                                minCelsius: number;
                                maxCelsius: number;
                            };
                            points: {
                                point: string;
                                bus: string;
                                unit: number;
                                probe: {
                                    id: string;
                                    serialNumber: string;
                                    model: string;
                                    /** @enum {string} */
                                    state: "in-stock" | "fitted" | "due" | "retired";
                                    /** @enum {string} */
                                    calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                                    calibrationDueOn: string | null;
                                };
                            }[];
                            /** @description by GSP Annex 3 */
                            pointsRequired: number;
                            problems: ("TOO_FEW_POINTS" | "NOT_CALIBRATED")[];
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postAssetsAssetSettingsSendAgain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                asset: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        kind: "truck" | "room" | "box";
                        name: string;
                        organisationId: string;
                        carrierOrganisationId: string | null;
                        /** @enum {string} */
                        state: "in-preparation" | "in-service" | "out-of-service" | "retired";
                        revision: number;
                        device: string | null;
                        compartments: {
                            id: string;
                            code: string;
                            name: {
                                zh: string;
                                en: string;
                            };
                            volumeCubicMetres: number;
                            floorAreaSquareMetres: number | null;
                            range: {
                                minCelsius: number;
                                maxCelsius: number;
                            };
                            points: {
                                point: string;
                                bus: string;
                                unit: number;
                                probe: {
                                    id: string;
                                    serialNumber: string;
                                    model: string;
                                    /** @enum {string} */
                                    state: "in-stock" | "fitted" | "due" | "retired";
                                    /** @enum {string} */
                                    calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                                    calibrationDueOn: string | null;
                                };
                            }[];
                            /** @description by GSP Annex 3 */
                            pointsRequired: number;
                            problems: ("TOO_FEW_POINTS" | "NOT_CALIBRATED")[];
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getProbes: {
        parameters: {
            query?: {
                /** @description how many at most, 1 to 100 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
                state?: "in-stock" | "fitted" | "due" | "retired";
                calibration?: "valid" | "due-soon" | "overdue" | "failed" | "none";
                /** @description in serial number and model */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            organisationId: string;
                            serialNumber: string;
                            /** @description profile by which the device reads it */
                            model: string;
                            /** @enum {string} */
                            state: "in-stock" | "fitted" | "due" | "retired";
                            revision: number;
                            /** @enum {string} */
                            calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                            calibrationDueOn: string | null;
                            place: {
                                assetId: string;
                                assetName: string;
                                compartmentId: string;
                                compartmentCode: string;
                                /** @description what frames call it */
                                point: string;
                                bus: string;
                                /** @description Modbus address */
                                unit: number;
                                /** Format: date-time */
                                fittedAt: string;
                            } | null;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postProbes: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    serialNumber: string;
                    model: string;
                    /** Format: uuid */
                    organisationId?: string;
                };
            };
        };
        responses: {
            /** @description done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        organisationId: string;
                        serialNumber: string;
                        /** @description profile by which the device reads it */
                        model: string;
                        /** @enum {string} */
                        state: "in-stock" | "fitted" | "due" | "retired";
                        revision: number;
                        /** @enum {string} */
                        calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                        calibrationDueOn: string | null;
                        place: {
                            assetId: string;
                            assetName: string;
                            compartmentId: string;
                            compartmentCode: string;
                            /** @description what frames call it */
                            point: string;
                            bus: string;
                            /** @description Modbus address */
                            unit: number;
                            /** Format: date-time */
                            fittedAt: string;
                        } | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getProbesProbe: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                probe: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        organisationId: string;
                        serialNumber: string;
                        /** @description profile by which the device reads it */
                        model: string;
                        /** @enum {string} */
                        state: "in-stock" | "fitted" | "due" | "retired";
                        revision: number;
                        /** @enum {string} */
                        calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                        calibrationDueOn: string | null;
                        place: {
                            assetId: string;
                            assetName: string;
                            compartmentId: string;
                            compartmentCode: string;
                            /** @description what frames call it */
                            point: string;
                            bus: string;
                            /** @description Modbus address */
                            unit: number;
                            /** Format: date-time */
                            fittedAt: string;
                        } | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postProbesProbeFit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                probe: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    assetId: string;
                    /** Format: uuid */
                    compartmentId: string;
                    point: string;
                    bus: string;
                    unit: number;
                    /** @description of the record that the change was made from */
                    revision: number;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        organisationId: string;
                        serialNumber: string;
                        /** @description profile by which the device reads it */
                        model: string;
                        /** @enum {string} */
                        state: "in-stock" | "fitted" | "due" | "retired";
                        revision: number;
                        /** @enum {string} */
                        calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                        calibrationDueOn: string | null;
                        place: {
                            assetId: string;
                            assetName: string;
                            compartmentId: string;
                            compartmentCode: string;
                            /** @description what frames call it */
                            point: string;
                            bus: string;
                            /** @description Modbus address */
                            unit: number;
                            /** Format: date-time */
                            fittedAt: string;
                        } | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postProbesProbeRemove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                probe: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description of the record that the change was made from */
                    revision: number;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        organisationId: string;
                        serialNumber: string;
                        /** @description profile by which the device reads it */
                        model: string;
                        /** @enum {string} */
                        state: "in-stock" | "fitted" | "due" | "retired";
                        revision: number;
                        /** @enum {string} */
                        calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                        calibrationDueOn: string | null;
                        place: {
                            assetId: string;
                            assetName: string;
                            compartmentId: string;
                            compartmentCode: string;
                            /** @description what frames call it */
                            point: string;
                            bus: string;
                            /** @description Modbus address */
                            unit: number;
                            /** Format: date-time */
                            fittedAt: string;
                        } | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postProbesProbeRetire: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                probe: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description of the record that the change was made from */
                    revision: number;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        organisationId: string;
                        serialNumber: string;
                        /** @description profile by which the device reads it */
                        model: string;
                        /** @enum {string} */
                        state: "in-stock" | "fitted" | "due" | "retired";
                        revision: number;
                        /** @enum {string} */
                        calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                        calibrationDueOn: string | null;
                        place: {
                            assetId: string;
                            assetName: string;
                            compartmentId: string;
                            compartmentCode: string;
                            /** @description what frames call it */
                            point: string;
                            bus: string;
                            /** @description Modbus address */
                            unit: number;
                            /** Format: date-time */
                            fittedAt: string;
                        } | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getProbesProbeCertificates: {
        parameters: {
            query?: {
                /** @description how many at most, 1 to 100 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
            };
            header?: never;
            path: {
                probe: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            probeId: string;
                            number: string;
                            issuer: string;
                            calibratedOn: string;
                            dueOn: string;
                            points: {
                                atCelsius: number;
                                errorCelsius: number;
                            }[];
                            /** @description whether every error is one that GSP Annex 3 allows */
                            withinLimits: boolean;
                            /** @description SM3 of the document, hex */
                            documentDigest: string | null;
                            /** Format: date-time */
                            createdAt: string;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postProbesProbeCertificates: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                probe: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    number: string;
                    issuer: string;
                    /** Format: date */
                    calibratedOn: string;
                    /** Format: date */
                    dueOn: string;
                    points: {
                        atCelsius: number;
                        errorCelsius: number;
                    }[];
                };
            };
        };
        responses: {
            /** @description done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        probeId: string;
                        number: string;
                        issuer: string;
                        calibratedOn: string;
                        dueOn: string;
                        points: {
                            atCelsius: number;
                            errorCelsius: number;
                        }[];
                        /** @description whether every error is one that GSP Annex 3 allows */
                        withinLimits: boolean;
                        /** @description SM3 of the document, hex */
                        documentDigest: string | null;
                        /** Format: date-time */
                        createdAt: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCertificatesCertificate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                certificate: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        probeId: string;
                        number: string;
                        issuer: string;
                        calibratedOn: string;
                        dueOn: string;
                        points: {
                            atCelsius: number;
                            errorCelsius: number;
                        }[];
                        /** @description whether every error is one that GSP Annex 3 allows */
                        withinLimits: boolean;
                        /** @description SM3 of the document, hex */
                        documentDigest: string | null;
                        /** Format: date-time */
                        createdAt: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCertificatesCertificateDocument: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                certificate: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putCertificatesCertificateDocument: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                certificate: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/pdf": string;
                "image/jpeg": string;
                "image/png": string;
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        probeId: string;
                        number: string;
                        issuer: string;
                        calibratedOn: string;
                        dueOn: string;
                        points: {
                            atCelsius: number;
                            errorCelsius: number;
                        }[];
                        /** @description whether every error is one that GSP Annex 3 allows */
                        withinLimits: boolean;
                        /** @description SM3 of the document, hex */
                        documentDigest: string | null;
                        /** Format: date-time */
                        createdAt: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDevices: {
        parameters: {
            query?: {
                /** @description how many at most, 1 to 100 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
                state?: "registered" | "active" | "revoked";
                /** @description in the names of device and asset */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            /** @enum {string} */
                            state: "registered" | "active" | "revoked";
                            revision: number;
                            asset: {
                                id: string;
                                name: string;
                                /** @enum {string} */
                                kind: "truck" | "room" | "box";
                                organisationId: string;
                            } | null;
                            /** Format: date-time */
                            createdAt: string;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postDevices: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    device: string;
                    /**
                     * Format: uuid
                     * @description whose records it makes; only an administrator may leave it out
                     */
                    assetId?: string;
                };
            };
        };
        responses: {
            /** @description done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        state: "registered" | "active" | "revoked";
                        revision: number;
                        asset: {
                            id: string;
                            name: string;
                            /** @enum {string} */
                            kind: "truck" | "room" | "box";
                            organisationId: string;
                        } | null;
                        /** Format: date-time */
                        createdAt: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDevicesDevice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                device: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        state: "registered" | "active" | "revoked";
                        revision: number;
                        asset: {
                            id: string;
                            name: string;
                            /** @enum {string} */
                            kind: "truck" | "room" | "box";
                            organisationId: string;
                        } | null;
                        /** Format: date-time */
                        createdAt: string;
                        keys: {
                            /** @description SM3 of the key, hex */
                            fingerprint: string;
                            publicKey: string;
                            /** Format: date-time */
                            from: string;
                            /** @description null: in force */
                            until: string | null;
                        }[];
                        certificates: {
                            serial: string;
                            /** @description of the key that it certifies */
                            fingerprint: string;
                            authority: {
                                fingerprint: string;
                                publicKey: string;
                                name: string;
                            };
                            /** Format: date-time */
                            notBefore: string;
                            /** Format: date-time */
                            notAfter: string;
                            /** @description the very text that is signed */
                            statement: string;
                            signature: string;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postDevicesDeviceBind: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                device: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    assetId: string | null;
                    /** @description of the record that the change was made from */
                    revision: number;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postDevicesDeviceRevoke: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                device: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description of the record that the change was made from */
                    revision: number;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        state: "registered" | "active" | "revoked";
                        revision: number;
                        asset: {
                            id: string;
                            name: string;
                            /** @enum {string} */
                            kind: "truck" | "room" | "box";
                            organisationId: string;
                        } | null;
                        /** Format: date-time */
                        createdAt: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postDevicesDeviceRegisterAgain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                device: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description of the record that the change was made from */
                    revision: number;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        state: "registered" | "active" | "revoked";
                        revision: number;
                        asset: {
                            id: string;
                            name: string;
                            /** @enum {string} */
                            kind: "truck" | "room" | "box";
                            organisationId: string;
                        } | null;
                        /** Format: date-time */
                        createdAt: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postDevicesDeviceEnrolmentCodes: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                device: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        /** Format: date-time */
                        expiresAt: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postEnrolments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                    device: string;
                    publicKey: string;
                    secretHash: string;
                    /** @description SM2 over device and code */
                    proof: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        device: string;
                        fingerprint: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the key is, or was, in use */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description code or proof is not good */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postDevicesDeviceCertificates: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                device: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    statement: string;
                    signature: string;
                };
            };
        };
        responses: {
            /** @description done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        device: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDeviceAuthorities: {
        parameters: {
            query?: {
                /** @description how many at most, 1 to 100 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            fingerprint: string;
                            publicKey: string;
                            name: string;
                            /** Format: date-time */
                            addedAt: string;
                            /** @description null: what it signs is taken */
                            retiredAt: string | null;
                            /** @description of device keys that are kept of it */
                            certificates: number;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postDeviceAuthorities: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    publicKey: string;
                    name: string;
                };
            };
        };
        responses: {
            /** @description done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        fingerprint: string;
                        publicKey: string;
                        name: string;
                        /** Format: date-time */
                        addedAt: string;
                        /** @description null: what it signs is taken */
                        retiredAt: string | null;
                        /** @description of device keys that are kept of it */
                        certificates: number;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postDeviceAuthoritiesAuthorityRetire: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                authority: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        fingerprint: string;
                        publicKey: string;
                        name: string;
                        /** Format: date-time */
                        addedAt: string;
                        /** @description null: what it signs is taken */
                        retiredAt: string | null;
                        /** @description of device keys that are kept of it */
                        certificates: number;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is retired already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postFleetImport: {
        parameters: {
            query: {
                sheet: "assets" | "probes" | "certificates";
                /** @description check: changes nothing */
                mode?: "check" | "import";
                /** @description default: found by the bytes */
                encoding?: "utf-8" | "utf-16le" | "gb18030";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": string;
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        encoding: "utf-8" | "utf-16le" | "gb18030";
                        rows: number;
                        imported: boolean;
                        problemCount: number;
                        problems: {
                            /** @description of the file, from 1 */
                            line: number;
                            column: string | null;
                            /** @enum {string} */
                            code: "MISSING_COLUMN" | "UNKNOWN_COLUMN" | "NOT_ALLOWED" | "NOT_FOUND" | "CONFLICT" | "UNPROCESSABLE";
                            allowed: {
                                zh: string;
                                en: string;
                            } | null;
                            detail: string;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getFleetImportTemplate: {
        parameters: {
            query: {
                sheet: "assets" | "probes" | "certificates";
                language?: "zh" | "en";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getFleetExport: {
        parameters: {
            query: {
                sheet: "assets" | "probes" | "certificates";
                language?: "zh" | "en";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReleases: {
        parameters: {
            query?: {
                /** @description how many at most, 1 to 100 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @description SHA-256 of the file */
                            id: string;
                            version: string;
                            platform: string;
                            arch: string;
                            sizeBytes: number;
                            /** Format: date-time */
                            publishedAt: string;
                            /** @description null: it may be ordered */
                            withdrawnAt: string | null;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postReleases: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description SHA-256 of the file */
                        id: string;
                        version: string;
                        platform: string;
                        arch: string;
                        sizeBytes: number;
                        /** Format: date-time */
                        publishedAt: string;
                        /** @description null: it may be ordered */
                        withdrawnAt: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postReleasesReleaseWithdraw: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                release: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description SHA-256 of the file */
                        id: string;
                        version: string;
                        platform: string;
                        arch: string;
                        sizeBytes: number;
                        /** Format: date-time */
                        publishedAt: string;
                        /** @description null: it may be ordered */
                        withdrawnAt: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is withdrawn already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postReleasesReleaseOrders: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                release: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    devices: "all" | string[];
                    reason: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ordered: number;
                        notOrdered: {
                            device: string;
                            /** @enum {string} */
                            reason: "unknown" | "revoked" | "same" | "newer" | "machine" | "by-hand" | "ordered";
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is withdrawn */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it fits none of them; the field says why */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDeviceVersions: {
        parameters: {
            query?: {
                /** @description how many at most, 1 to 100 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
                /** @description in the names of device and asset, and the version */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            device: string;
                            asset: {
                                id: string;
                                name: string;
                            } | null;
                            /** @description null: it was never there */
                            version: string | null;
                            /** @description null: its program takes no orders, or it was never there */
                            machine: {
                                platform: string;
                                arch: string;
                            } | null;
                            /** @description since when it says so */
                            reportedAt: string | null;
                            order: {
                                number: number;
                                /** @description null: what had been ordered is taken back */
                                version: string | null;
                                /**
                                 * @description ordered: it has not answered yet
                                 * @enum {string}
                                 */
                                state: "fetching" | "waiting" | "trying" | "kept" | "taken-back" | "refused" | "dropped" | "ordered";
                                problem: string | null;
                                /** Format: date-time */
                                orderedAt: string;
                                fetchedBytes: number;
                                sizeBytes: number | null;
                            } | null;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTrips: {
        parameters: {
            query?: {
                /** @description how many at most, 1 to 100 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
                state?: string;
                device?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            number: string;
                            /** @enum {string} */
                            state: "planned" | "released" | "loading" | "under-way" | "completed" | "cancelled";
                            revision: number;
                            device: string | null;
                            driver: string | null;
                            /** Format: date-time */
                            plannedDeparture: string;
                            departedAt: string | null;
                            endedAt: string | null;
                            stops: {
                                id: string;
                                /** @enum {string} */
                                state: "planned" | "arrived" | "left" | "skipped";
                                name: {
                                    zh: string;
                                    en: string;
                                };
                                address: string;
                                position: {
                                    latitude: number;
                                    longitude: number;
                                };
                                geofenceRadiusMetres: number;
                                /** Format: date-time */
                                windowFrom: string;
                                /** Format: date-time */
                                windowTo: string;
                                arrivedAt: string | null;
                                leftAt: string | null;
                            }[];
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postTrips: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    number: string;
                    device: string | null;
                    driver: string | null;
                    /** Format: date-time */
                    plannedDeparture: string;
                    stops: {
                        /**
                         * Format: uuid
                         * @description of a stop that stays
                         */
                        id?: string;
                        name: {
                            zh: string;
                            en: string;
                        };
                        address: string;
                        /** @description WGS-84 */
                        position: {
                            latitude: number;
                            longitude: number;
                        };
                        /** @default 150 */
                        geofenceRadiusMetres?: number;
                        /** Format: date-time */
                        windowFrom: string;
                        /** Format: date-time */
                        windowTo: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        number: string;
                        /** @enum {string} */
                        state: "planned" | "released" | "loading" | "under-way" | "completed" | "cancelled";
                        revision: number;
                        device: string | null;
                        driver: string | null;
                        /** Format: date-time */
                        plannedDeparture: string;
                        departedAt: string | null;
                        endedAt: string | null;
                        stops: {
                            id: string;
                            /** @enum {string} */
                            state: "planned" | "arrived" | "left" | "skipped";
                            name: {
                                zh: string;
                                en: string;
                            };
                            address: string;
                            position: {
                                latitude: number;
                                longitude: number;
                            };
                            geofenceRadiusMetres: number;
                            /** Format: date-time */
                            windowFrom: string;
                            /** Format: date-time */
                            windowTo: string;
                            arrivedAt: string | null;
                            leftAt: string | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the number is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the plan does not fit; `field` names where */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTripsTrip: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                trip: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        number: string;
                        /** @enum {string} */
                        state: "planned" | "released" | "loading" | "under-way" | "completed" | "cancelled";
                        revision: number;
                        device: string | null;
                        driver: string | null;
                        /** Format: date-time */
                        plannedDeparture: string;
                        departedAt: string | null;
                        endedAt: string | null;
                        stops: {
                            id: string;
                            /** @enum {string} */
                            state: "planned" | "arrived" | "left" | "skipped";
                            name: {
                                zh: string;
                                en: string;
                            };
                            address: string;
                            position: {
                                latitude: number;
                                longitude: number;
                            };
                            geofenceRadiusMetres: number;
                            /** Format: date-time */
                            windowFrom: string;
                            /** Format: date-time */
                            windowTo: string;
                            arrivedAt: string | null;
                            leftAt: string | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putTripsTrip: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                trip: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    number: string;
                    device: string | null;
                    driver: string | null;
                    /** Format: date-time */
                    plannedDeparture: string;
                    stops: {
                        /**
                         * Format: uuid
                         * @description of a stop that stays
                         */
                        id?: string;
                        name: {
                            zh: string;
                            en: string;
                        };
                        address: string;
                        /** @description WGS-84 */
                        position: {
                            latitude: number;
                            longitude: number;
                        };
                        /** @default 150 */
                        geofenceRadiusMetres?: number;
                        /** Format: date-time */
                        windowFrom: string;
                        /** Format: date-time */
                        windowTo: string;
                    }[];
                    revision: number;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        number: string;
                        /** @enum {string} */
                        state: "planned" | "released" | "loading" | "under-way" | "completed" | "cancelled";
                        revision: number;
                        device: string | null;
                        driver: string | null;
                        /** Format: date-time */
                        plannedDeparture: string;
                        departedAt: string | null;
                        endedAt: string | null;
                        stops: {
                            id: string;
                            /** @enum {string} */
                            state: "planned" | "arrived" | "left" | "skipped";
                            name: {
                                zh: string;
                                en: string;
                            };
                            address: string;
                            position: {
                                latitude: number;
                                longitude: number;
                            };
                            geofenceRadiusMetres: number;
                            /** Format: date-time */
                            windowFrom: string;
                            /** Format: date-time */
                            windowTo: string;
                            arrivedAt: string | null;
                            leftAt: string | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it has changed since this revision, or is too far on */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the plan does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTripsTripPapers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                trip: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            device: string;
                            /** @description as the truck named it */
                            document: string;
                            /** @description SM3, as a frame pins it */
                            digest: string;
                            /** Format: date-time */
                            receivedAt: string;
                            /**
                             * @description pending: it is looked at once more
                             * @enum {string}
                             */
                            state: "pending" | "filed" | "waiting" | "refused";
                            /** @description why it waits or was refused */
                            problem: ("unreadable" | "unknown-trip" | "other-truck" | "unknown-stop" | "not-loaded" | "not-departed" | "goods-aboard" | "not-handed-over" | "wrong-state" | "second-document" | "unknown-shipment" | "other-trip") | null;
                            checklist: {
                                /** @description where it was loaded; null: where the trip begins */
                                stop: string | null;
                                /**
                                 * Format: date-time
                                 * @description by the clock of the truck
                                 */
                                departedAt: string;
                                steps: {
                                    /** @enum {string} */
                                    step: "pre-cool" | "unit-off" | "load" | "close" | "lock" | "unit-on" | "check" | "depart";
                                    /** Format: date-time */
                                    at: string;
                                    /**
                                     * @description no-sensor: by word of the driver alone; overridden: against the probes
                                     * @enum {string}
                                     */
                                    check: "passed" | "no-sensor" | "overridden";
                                    reason: ("sensor-wrong" | "dispatch-agreed" | "other") | null;
                                    temperatures: {
                                        compartment: string;
                                        celsius: number | null;
                                    }[];
                                }[];
                                loaded: {
                                    shipment: string;
                                    boxes: string[];
                                }[];
                            } | null;
                            report: {
                                /**
                                 * Format: date-time
                                 * @description by the clock of the truck
                                 */
                                endedAt: string;
                                delivered: string[];
                                refused: string[];
                                /** @description shipments that nobody took */
                                open: string[];
                            } | null;
                            handOver: {
                                shipment: string;
                                waybill: string;
                                /** @enum {string} */
                                outcome: "delivered" | "refused";
                                taker: string;
                                /**
                                 * Format: date-time
                                 * @description by the clock of the truck
                                 */
                                at: string;
                            } | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postTripsTripPapersPaperFileAgain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                trip: string;
                paper: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            device: string;
                            /** @description as the truck named it */
                            document: string;
                            /** @description SM3, as a frame pins it */
                            digest: string;
                            /** Format: date-time */
                            receivedAt: string;
                            /**
                             * @description pending: it is looked at once more
                             * @enum {string}
                             */
                            state: "pending" | "filed" | "waiting" | "refused";
                            /** @description why it waits or was refused */
                            problem: ("unreadable" | "unknown-trip" | "other-truck" | "unknown-stop" | "not-loaded" | "not-departed" | "goods-aboard" | "not-handed-over" | "wrong-state" | "second-document" | "unknown-shipment" | "other-trip") | null;
                            checklist: {
                                /** @description where it was loaded; null: where the trip begins */
                                stop: string | null;
                                /**
                                 * Format: date-time
                                 * @description by the clock of the truck
                                 */
                                departedAt: string;
                                steps: {
                                    /** @enum {string} */
                                    step: "pre-cool" | "unit-off" | "load" | "close" | "lock" | "unit-on" | "check" | "depart";
                                    /** Format: date-time */
                                    at: string;
                                    /**
                                     * @description no-sensor: by word of the driver alone; overridden: against the probes
                                     * @enum {string}
                                     */
                                    check: "passed" | "no-sensor" | "overridden";
                                    reason: ("sensor-wrong" | "dispatch-agreed" | "other") | null;
                                    temperatures: {
                                        compartment: string;
                                        celsius: number | null;
                                    }[];
                                }[];
                                loaded: {
                                    shipment: string;
                                    boxes: string[];
                                }[];
                            } | null;
                            report: {
                                /**
                                 * Format: date-time
                                 * @description by the clock of the truck
                                 */
                                endedAt: string;
                                delivered: string[];
                                refused: string[];
                                /** @description shipments that nobody took */
                                open: string[];
                            } | null;
                            handOver: {
                                shipment: string;
                                waybill: string;
                                /** @enum {string} */
                                outcome: "delivered" | "refused";
                                taker: string;
                                /**
                                 * Format: date-time
                                 * @description by the clock of the truck
                                 */
                                at: string;
                            } | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postTripsTripRelease: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                trip: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        number: string;
                        /** @enum {string} */
                        state: "planned" | "released" | "loading" | "under-way" | "completed" | "cancelled";
                        revision: number;
                        device: string | null;
                        driver: string | null;
                        /** Format: date-time */
                        plannedDeparture: string;
                        departedAt: string | null;
                        endedAt: string | null;
                        stops: {
                            id: string;
                            /** @enum {string} */
                            state: "planned" | "arrived" | "left" | "skipped";
                            name: {
                                zh: string;
                                en: string;
                            };
                            address: string;
                            position: {
                                latitude: number;
                                longitude: number;
                            };
                            geofenceRadiusMetres: number;
                            /** Format: date-time */
                            windowFrom: string;
                            /** Format: date-time */
                            windowTo: string;
                            arrivedAt: string | null;
                            leftAt: string | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not in this state, or something is missing */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the plan lacks something */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postTripsTripWithdraw: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                trip: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        number: string;
                        /** @enum {string} */
                        state: "planned" | "released" | "loading" | "under-way" | "completed" | "cancelled";
                        revision: number;
                        device: string | null;
                        driver: string | null;
                        /** Format: date-time */
                        plannedDeparture: string;
                        departedAt: string | null;
                        endedAt: string | null;
                        stops: {
                            id: string;
                            /** @enum {string} */
                            state: "planned" | "arrived" | "left" | "skipped";
                            name: {
                                zh: string;
                                en: string;
                            };
                            address: string;
                            position: {
                                latitude: number;
                                longitude: number;
                            };
                            geofenceRadiusMetres: number;
                            /** Format: date-time */
                            windowFrom: string;
                            /** Format: date-time */
                            windowTo: string;
                            arrivedAt: string | null;
                            leftAt: string | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not in this state, or something is missing */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the plan lacks something */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postTripsTripStartLoading: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                trip: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        number: string;
                        /** @enum {string} */
                        state: "planned" | "released" | "loading" | "under-way" | "completed" | "cancelled";
                        revision: number;
                        device: string | null;
                        driver: string | null;
                        /** Format: date-time */
                        plannedDeparture: string;
                        departedAt: string | null;
                        endedAt: string | null;
                        stops: {
                            id: string;
                            /** @enum {string} */
                            state: "planned" | "arrived" | "left" | "skipped";
                            name: {
                                zh: string;
                                en: string;
                            };
                            address: string;
                            position: {
                                latitude: number;
                                longitude: number;
                            };
                            geofenceRadiusMetres: number;
                            /** Format: date-time */
                            windowFrom: string;
                            /** Format: date-time */
                            windowTo: string;
                            arrivedAt: string | null;
                            leftAt: string | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not in this state, or something is missing */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the plan lacks something */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postTripsTripDepart: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                trip: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        number: string;
                        /** @enum {string} */
                        state: "planned" | "released" | "loading" | "under-way" | "completed" | "cancelled";
                        revision: number;
                        device: string | null;
                        driver: string | null;
                        /** Format: date-time */
                        plannedDeparture: string;
                        departedAt: string | null;
                        endedAt: string | null;
                        stops: {
                            id: string;
                            /** @enum {string} */
                            state: "planned" | "arrived" | "left" | "skipped";
                            name: {
                                zh: string;
                                en: string;
                            };
                            address: string;
                            position: {
                                latitude: number;
                                longitude: number;
                            };
                            geofenceRadiusMetres: number;
                            /** Format: date-time */
                            windowFrom: string;
                            /** Format: date-time */
                            windowTo: string;
                            arrivedAt: string | null;
                            leftAt: string | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not in this state, or something is missing */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the plan lacks something */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postTripsTripComplete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                trip: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        number: string;
                        /** @enum {string} */
                        state: "planned" | "released" | "loading" | "under-way" | "completed" | "cancelled";
                        revision: number;
                        device: string | null;
                        driver: string | null;
                        /** Format: date-time */
                        plannedDeparture: string;
                        departedAt: string | null;
                        endedAt: string | null;
                        stops: {
                            id: string;
                            /** @enum {string} */
                            state: "planned" | "arrived" | "left" | "skipped";
                            name: {
                                zh: string;
                                en: string;
                            };
                            address: string;
                            position: {
                                latitude: number;
                                longitude: number;
                            };
                            geofenceRadiusMetres: number;
                            /** Format: date-time */
                            windowFrom: string;
                            /** Format: date-time */
                            windowTo: string;
                            arrivedAt: string | null;
                            leftAt: string | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not in this state, or something is missing */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the plan lacks something */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postTripsTripCancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                trip: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        number: string;
                        /** @enum {string} */
                        state: "planned" | "released" | "loading" | "under-way" | "completed" | "cancelled";
                        revision: number;
                        device: string | null;
                        driver: string | null;
                        /** Format: date-time */
                        plannedDeparture: string;
                        departedAt: string | null;
                        endedAt: string | null;
                        stops: {
                            id: string;
                            /** @enum {string} */
                            state: "planned" | "arrived" | "left" | "skipped";
                            name: {
                                zh: string;
                                en: string;
                            };
                            address: string;
                            position: {
                                latitude: number;
                                longitude: number;
                            };
                            geofenceRadiusMetres: number;
                            /** Format: date-time */
                            windowFrom: string;
                            /** Format: date-time */
                            windowTo: string;
                            arrivedAt: string | null;
                            leftAt: string | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not in this state, or something is missing */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the plan lacks something */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDrivers: {
        parameters: {
            query?: {
                /** @description how many at most, 1 to 100 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            displayName: {
                                zh: string;
                                en: string;
                            };
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getShipments: {
        parameters: {
            query?: {
                /** @description how many at most, 1 to 100 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
                state?: string;
                trip?: string;
                /** @description the beginning of a number */
                number?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            number: string;
                            /** @enum {string} */
                            state: "planned" | "assigned" | "loaded" | "in-transit" | "delivered" | "refused" | "returned" | "cancelled";
                            revision: number;
                            trip: string | null;
                            compartment: string | null;
                            fromStop: string | null;
                            toStop: string | null;
                            consignee: string;
                            consigneePhone: string | null;
                            goods: {
                                zh: string;
                                en: string;
                            };
                            range: {
                                minCelsius: number;
                                maxCelsius: number;
                            };
                            timeBudgetMinutes: number;
                            /** Format: date-time */
                            createdAt: string;
                            boxes: {
                                code: string;
                                loadedAt: string | null;
                            }[];
                            custody: {
                                /** @enum {string} */
                                kind: "loaded" | "delivered" | "refused" | "returned";
                                /** Format: date-time */
                                at: string;
                                stop: string | null;
                                /** @description id of the person who gave it */
                                by: string | null;
                                taker: string | null;
                                temperatureCelsius: number | null;
                                note: string | null;
                                document: string | null;
                            }[];
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postShipments: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    rows: {
                        number: string;
                        consignee: string;
                        /** @default null */
                        consigneePhone?: string | null;
                        goods: {
                            zh: string;
                            en: string;
                        };
                        range: {
                            minCelsius: number;
                            maxCelsius: number;
                        };
                        timeBudgetMinutes: number;
                        boxes: string[];
                    }[];
                };
            };
        };
        responses: {
            /** @description done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        shipments: {
                            id: string;
                            number: string;
                            /** @enum {string} */
                            state: "planned" | "assigned" | "loaded" | "in-transit" | "delivered" | "refused" | "returned" | "cancelled";
                            revision: number;
                            trip: string | null;
                            compartment: string | null;
                            fromStop: string | null;
                            toStop: string | null;
                            consignee: string;
                            consigneePhone: string | null;
                            goods: {
                                zh: string;
                                en: string;
                            };
                            range: {
                                minCelsius: number;
                                maxCelsius: number;
                            };
                            timeBudgetMinutes: number;
                            /** Format: date-time */
                            createdAt: string;
                            boxes: {
                                code: string;
                                loadedAt: string | null;
                            }[];
                            custody: {
                                /** @enum {string} */
                                kind: "loaded" | "delivered" | "refused" | "returned";
                                /** Format: date-time */
                                at: string;
                                stop: string | null;
                                /** @description id of the person who gave it */
                                by: string | null;
                                taker: string | null;
                                temperatureCelsius: number | null;
                                note: string | null;
                                document: string | null;
                            }[];
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not in this state, or somebody was quicker */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it does not fit; `field` names where */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getShipmentsShipment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                shipment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        number: string;
                        /** @enum {string} */
                        state: "planned" | "assigned" | "loaded" | "in-transit" | "delivered" | "refused" | "returned" | "cancelled";
                        revision: number;
                        trip: string | null;
                        compartment: string | null;
                        fromStop: string | null;
                        toStop: string | null;
                        consignee: string;
                        consigneePhone: string | null;
                        goods: {
                            zh: string;
                            en: string;
                        };
                        range: {
                            minCelsius: number;
                            maxCelsius: number;
                        };
                        timeBudgetMinutes: number;
                        /** Format: date-time */
                        createdAt: string;
                        boxes: {
                            code: string;
                            loadedAt: string | null;
                        }[];
                        custody: {
                            /** @enum {string} */
                            kind: "loaded" | "delivered" | "refused" | "returned";
                            /** Format: date-time */
                            at: string;
                            stop: string | null;
                            /** @description id of the person who gave it */
                            by: string | null;
                            taker: string | null;
                            temperatureCelsius: number | null;
                            note: string | null;
                            document: string | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postShipmentsShipmentAssign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                shipment: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    trip: string;
                    compartment: string;
                    /** Format: uuid */
                    fromStop: string;
                    /** Format: uuid */
                    toStop: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        number: string;
                        /** @enum {string} */
                        state: "planned" | "assigned" | "loaded" | "in-transit" | "delivered" | "refused" | "returned" | "cancelled";
                        revision: number;
                        trip: string | null;
                        compartment: string | null;
                        fromStop: string | null;
                        toStop: string | null;
                        consignee: string;
                        consigneePhone: string | null;
                        goods: {
                            zh: string;
                            en: string;
                        };
                        range: {
                            minCelsius: number;
                            maxCelsius: number;
                        };
                        timeBudgetMinutes: number;
                        /** Format: date-time */
                        createdAt: string;
                        boxes: {
                            code: string;
                            loadedAt: string | null;
                        }[];
                        custody: {
                            /** @enum {string} */
                            kind: "loaded" | "delivered" | "refused" | "returned";
                            /** Format: date-time */
                            at: string;
                            stop: string | null;
                            /** @description id of the person who gave it */
                            by: string | null;
                            taker: string | null;
                            temperatureCelsius: number | null;
                            note: string | null;
                            document: string | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not in this state, or somebody was quicker */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it does not fit; `field` names where */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postShipmentsShipmentUnassign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                shipment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        number: string;
                        /** @enum {string} */
                        state: "planned" | "assigned" | "loaded" | "in-transit" | "delivered" | "refused" | "returned" | "cancelled";
                        revision: number;
                        trip: string | null;
                        compartment: string | null;
                        fromStop: string | null;
                        toStop: string | null;
                        consignee: string;
                        consigneePhone: string | null;
                        goods: {
                            zh: string;
                            en: string;
                        };
                        range: {
                            minCelsius: number;
                            maxCelsius: number;
                        };
                        timeBudgetMinutes: number;
                        /** Format: date-time */
                        createdAt: string;
                        boxes: {
                            code: string;
                            loadedAt: string | null;
                        }[];
                        custody: {
                            /** @enum {string} */
                            kind: "loaded" | "delivered" | "refused" | "returned";
                            /** Format: date-time */
                            at: string;
                            stop: string | null;
                            /** @description id of the person who gave it */
                            by: string | null;
                            taker: string | null;
                            temperatureCelsius: number | null;
                            note: string | null;
                            document: string | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not in this state, or somebody was quicker */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it does not fit; `field` names where */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postShipmentsShipmentLoad: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                shipment: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    boxes: string[];
                    /** @default null */
                    temperatureCelsius?: number | null;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        number: string;
                        /** @enum {string} */
                        state: "planned" | "assigned" | "loaded" | "in-transit" | "delivered" | "refused" | "returned" | "cancelled";
                        revision: number;
                        trip: string | null;
                        compartment: string | null;
                        fromStop: string | null;
                        toStop: string | null;
                        consignee: string;
                        consigneePhone: string | null;
                        goods: {
                            zh: string;
                            en: string;
                        };
                        range: {
                            minCelsius: number;
                            maxCelsius: number;
                        };
                        timeBudgetMinutes: number;
                        /** Format: date-time */
                        createdAt: string;
                        boxes: {
                            code: string;
                            loadedAt: string | null;
                        }[];
                        custody: {
                            /** @enum {string} */
                            kind: "loaded" | "delivered" | "refused" | "returned";
                            /** Format: date-time */
                            at: string;
                            stop: string | null;
                            /** @description id of the person who gave it */
                            by: string | null;
                            taker: string | null;
                            temperatureCelsius: number | null;
                            note: string | null;
                            document: string | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not in this state, or somebody was quicker */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it does not fit; `field` names where */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postShipmentsShipmentHandOver: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                shipment: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "delivered" | "refused" | "returned";
                    taker: string;
                    /** @default null */
                    temperatureCelsius?: number | null;
                    /** @default null */
                    note?: string | null;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        number: string;
                        /** @enum {string} */
                        state: "planned" | "assigned" | "loaded" | "in-transit" | "delivered" | "refused" | "returned" | "cancelled";
                        revision: number;
                        trip: string | null;
                        compartment: string | null;
                        fromStop: string | null;
                        toStop: string | null;
                        consignee: string;
                        consigneePhone: string | null;
                        goods: {
                            zh: string;
                            en: string;
                        };
                        range: {
                            minCelsius: number;
                            maxCelsius: number;
                        };
                        timeBudgetMinutes: number;
                        /** Format: date-time */
                        createdAt: string;
                        boxes: {
                            code: string;
                            loadedAt: string | null;
                        }[];
                        custody: {
                            /** @enum {string} */
                            kind: "loaded" | "delivered" | "refused" | "returned";
                            /** Format: date-time */
                            at: string;
                            stop: string | null;
                            /** @description id of the person who gave it */
                            by: string | null;
                            taker: string | null;
                            temperatureCelsius: number | null;
                            note: string | null;
                            document: string | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not in this state, or somebody was quicker */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it does not fit; `field` names where */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postShipmentsShipmentCancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                shipment: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        number: string;
                        /** @enum {string} */
                        state: "planned" | "assigned" | "loaded" | "in-transit" | "delivered" | "refused" | "returned" | "cancelled";
                        revision: number;
                        trip: string | null;
                        compartment: string | null;
                        fromStop: string | null;
                        toStop: string | null;
                        consignee: string;
                        consigneePhone: string | null;
                        goods: {
                            zh: string;
                            en: string;
                        };
                        range: {
                            minCelsius: number;
                            maxCelsius: number;
                        };
                        timeBudgetMinutes: number;
                        /** Format: date-time */
                        createdAt: string;
                        boxes: {
                            code: string;
                            loadedAt: string | null;
                        }[];
                        custody: {
                            /** @enum {string} */
                            kind: "loaded" | "delivered" | "refused" | "returned";
                            /** Format: date-time */
                            at: string;
                            stop: string | null;
                            /** @description id of the person who gave it */
                            by: string | null;
                            taker: string | null;
                            temperatureCelsius: number | null;
                            note: string | null;
                            document: string | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not in this state, or somebody was quicker */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it does not fit; `field` names where */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHandOvers: {
        parameters: {
            query?: {
                /** @description how many at most, 1 to 100 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
                state?: string;
                shipment?: string;
                device?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            device: string;
                            /** @description as the truck named it */
                            document: string;
                            /** @description SM3, as a frame pins it */
                            digest: string;
                            /** Format: date-time */
                            receivedAt: string;
                            /**
                             * @description filed: an entry of custody; waiting: for its trip to depart; refused for good: `problem` says why, and what is settled since is told at the shipment
                             * @enum {string}
                             */
                            state: "pending" | "filed" | "waiting" | "refused";
                            problem: ("unreadable" | "unknown-shipment" | "other-trip" | "other-truck" | "not-departed" | "wrong-state" | "second-document") | null;
                            stateSince: string | null;
                            shipment: string | null;
                            /** @description null: unreadable */
                            content: {
                                waybill: string;
                                trip: string;
                                /** @enum {string} */
                                outcome: "delivered" | "refused";
                                /**
                                 * Format: date-time
                                 * @description by the clock of the truck
                                 */
                                at: string;
                                taker: string;
                                /** @description of a refusal */
                                reason: ("temperature" | "damaged" | "late" | "wrong-goods" | "no-record" | "other") | null;
                                note: string | null;
                                compartment: string;
                                temperatureCelsius: number | null;
                                boxes: string[];
                                /** @description boxes of the waybill that were not there */
                                missing: string[];
                            } | null;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHandOversHandOver: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                handOver: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        device: string;
                        /** @description as the truck named it */
                        document: string;
                        /** @description SM3, as a frame pins it */
                        digest: string;
                        /** Format: date-time */
                        receivedAt: string;
                        /**
                         * @description filed: an entry of custody; waiting: for its trip to depart; refused for good: `problem` says why, and what is settled since is told at the shipment
                         * @enum {string}
                         */
                        state: "pending" | "filed" | "waiting" | "refused";
                        problem: ("unreadable" | "unknown-shipment" | "other-trip" | "other-truck" | "not-departed" | "wrong-state" | "second-document") | null;
                        stateSince: string | null;
                        shipment: string | null;
                        /** @description the document itself (docs/wire.md); null: unreadable */
                        content: {
                            /** @constant */
                            v: 1;
                            shipment: string;
                            waybill: string;
                            trip: {
                                id: string;
                                revision: number;
                            };
                            stop: string | null;
                            /** @enum {string} */
                            outcome: "delivered" | "refused";
                            taker: string;
                            /** @enum {string} */
                            reason?: "temperature" | "damaged" | "late" | "wrong-goods" | "no-record" | "other";
                            note?: string;
                            atMs: number;
                            /** @enum {string} */
                            clock: "none" | "rtc" | "ntp" | "gnss";
                            compartment: string;
                            temperatureCelsius: number | null;
                            position: {
                                latitude: number;
                                longitude: number;
                            } | null;
                            boxes: string[];
                            missing?: string[];
                            sheet?: {
                                truck: string;
                                tripNumber: string;
                                stopName: {
                                    zh: string;
                                    en: string;
                                } | null;
                                consignee: string;
                                goods: {
                                    zh: string;
                                    en: string;
                                };
                                range: {
                                    minCelsius: number;
                                    maxCelsius: number;
                                };
                                driver: string | null;
                                departedAtMs: number | null;
                                probes: {
                                    id: string;
                                    temperatureCelsius: number | null;
                                    mark: string;
                                }[];
                            };
                            signature: {
                                /** @constant */
                                kind: "image";
                                /** @enum {string} */
                                mediaType: "image/png" | "image/jpeg";
                                /** Format: base64 */
                                base64: string;
                            } | {
                                /** @constant */
                                kind: "code";
                                code: string;
                            };
                        } | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getGeofences: {
        parameters: {
            query?: {
                /** @description how many at most, 1 to 100 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            /** @enum {string} */
                            kind: "depot" | "customer" | "service" | "forbidden";
                            name: {
                                zh: string;
                                en: string;
                            };
                            fence: {
                                /** @constant */
                                shape: "circle";
                                centre: {
                                    latitude: number;
                                    longitude: number;
                                };
                                radiusMetres: number;
                            } | {
                                /** @constant */
                                shape: "polygon";
                                points: {
                                    latitude: number;
                                    longitude: number;
                                }[];
                            };
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postGeofences: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "depot" | "customer" | "service" | "forbidden";
                    name: {
                        zh: string;
                        en: string;
                    };
                    /** @description WGS-84 */
                    fence: {
                        /** @constant */
                        shape: "circle";
                        centre: {
                            latitude: number;
                            longitude: number;
                        };
                        radiusMetres: number;
                    } | {
                        /** @constant */
                        shape: "polygon";
                        points: {
                            latitude: number;
                            longitude: number;
                        }[];
                    };
                };
            };
        };
        responses: {
            /** @description done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        kind: "depot" | "customer" | "service" | "forbidden";
                        name: {
                            zh: string;
                            en: string;
                        };
                        fence: {
                            /** @constant */
                            shape: "circle";
                            centre: {
                                latitude: number;
                                longitude: number;
                            };
                            radiusMetres: number;
                        } | {
                            /** @constant */
                            shape: "polygon";
                            points: {
                                latitude: number;
                                longitude: number;
                            }[];
                        };
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putGeofencesGeofence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                geofence: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "depot" | "customer" | "service" | "forbidden";
                    name: {
                        zh: string;
                        en: string;
                    };
                    /** @description WGS-84 */
                    fence: {
                        /** @constant */
                        shape: "circle";
                        centre: {
                            latitude: number;
                            longitude: number;
                        };
                        radiusMetres: number;
                    } | {
                        /** @constant */
                        shape: "polygon";
                        points: {
                            latitude: number;
                            longitude: number;
                        }[];
                    };
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        kind: "depot" | "customer" | "service" | "forbidden";
                        name: {
                            zh: string;
                            en: string;
                        };
                        fence: {
                            /** @constant */
                            shape: "circle";
                            centre: {
                                latitude: number;
                                longitude: number;
                            };
                            radiusMetres: number;
                        } | {
                            /** @constant */
                            shape: "polygon";
                            points: {
                                latitude: number;
                                longitude: number;
                            }[];
                        };
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteGeofencesGeofence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                geofence: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTripsTripTemperatureRecord: {
        parameters: {
            query?: {
                language?: "zh" | "en";
            };
            header?: never;
            path: {
                trip: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nothing was recorded of it yet, or more than 31 days */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTripsTripTemperaturePoints: {
        parameters: {
            query?: {
                language?: "zh" | "en";
            };
            header?: never;
            path: {
                trip: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nothing was recorded of it yet, or more than 31 days */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getShipmentsShipmentTemperatureRecord: {
        parameters: {
            query?: {
                language?: "zh" | "en";
            };
            header?: never;
            path: {
                shipment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nothing was recorded of it yet, or more than 31 days */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getShipmentsShipmentTemperaturePoints: {
        parameters: {
            query?: {
                language?: "zh" | "en";
            };
            header?: never;
            path: {
                shipment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nothing was recorded of it yet, or more than 31 days */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHandOversHandOverSheet: {
        parameters: {
            query?: {
                language?: "zh" | "en";
            };
            header?: never;
            path: {
                handOver: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what the truck sent cannot be read */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAlerts: {
        parameters: {
            query?: {
                /** @description how many at most, 1 to 100 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
                state?: "open" | "all";
                device?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            device: string;
                            compartment: string | null;
                            /** @enum {string} */
                            kind: "temperature" | "critical" | "trend" | "humidity" | "rate" | "silence" | "probe-fault" | "door" | "power" | "off-route" | "unplanned-stop" | "forbidden-place" | "clock" | "disk" | "recorder";
                            /** @enum {string} */
                            severity: "notice" | "warning" | "gsp";
                            /** @enum {string} */
                            state: "calling" | "acknowledged" | "over" | "expired" | "no-plan";
                            /** @description the newest; others of its fingerprint came before */
                            episodeId: string;
                            episodes: number;
                            limit: {
                                /** @enum {string} */
                                side: "above" | "below";
                                celsius: number;
                            } | null;
                            peakCelsius: number | null;
                            minutesLeft: {
                                low: number;
                                likely: number;
                                high: number;
                            } | null;
                            /** Format: date-time */
                            openedAt: string;
                            closedAt: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            planId: string | null;
                            nextStepAt: string | null;
                            /** @description how many people a message reached */
                            told: number;
                            acknowledgement: {
                                personId: string;
                                name: {
                                    zh: string;
                                    en: string;
                                };
                                comment: string;
                                /** Format: date-time */
                                at: string;
                            } | null;
                            mute: {
                                id: string;
                                device: string;
                                kind: ("temperature" | "critical" | "trend" | "humidity" | "rate" | "silence" | "probe-fault" | "door" | "power" | "off-route" | "unplanned-stop" | "forbidden-place" | "clock" | "disk" | "recorder") | null;
                                reason: string;
                                madeBy: string;
                                /** Format: date-time */
                                madeAt: string;
                                /** Format: date-time */
                                until: string;
                            } | null;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAlertsAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alert: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        device: string;
                        compartment: string | null;
                        /** @enum {string} */
                        kind: "temperature" | "critical" | "trend" | "humidity" | "rate" | "silence" | "probe-fault" | "door" | "power" | "off-route" | "unplanned-stop" | "forbidden-place" | "clock" | "disk" | "recorder";
                        /** @enum {string} */
                        severity: "notice" | "warning" | "gsp";
                        /** @enum {string} */
                        state: "calling" | "acknowledged" | "over" | "expired" | "no-plan";
                        /** @description the newest; others of its fingerprint came before */
                        episodeId: string;
                        episodes: number;
                        limit: {
                            /** @enum {string} */
                            side: "above" | "below";
                            celsius: number;
                        } | null;
                        peakCelsius: number | null;
                        minutesLeft: {
                            low: number;
                            likely: number;
                            high: number;
                        } | null;
                        /** Format: date-time */
                        openedAt: string;
                        closedAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        planId: string | null;
                        nextStepAt: string | null;
                        /** @description how many people a message reached */
                        told: number;
                        acknowledgement: {
                            personId: string;
                            name: {
                                zh: string;
                                en: string;
                            };
                            comment: string;
                            /** Format: date-time */
                            at: string;
                        } | null;
                        mute: {
                            id: string;
                            device: string;
                            kind: ("temperature" | "critical" | "trend" | "humidity" | "rate" | "silence" | "probe-fault" | "door" | "power" | "off-route" | "unplanned-stop" | "forbidden-place" | "clock" | "disk" | "recorder") | null;
                            reason: string;
                            madeBy: string;
                            /** Format: date-time */
                            madeAt: string;
                            /** Format: date-time */
                            until: string;
                        } | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAlertsAlertTold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alert: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        told: {
                            id: string;
                            /** @enum {string} */
                            kind: "page" | "closed" | "test";
                            personId: string;
                            name: {
                                zh: string;
                                en: string;
                            };
                            /** @enum {string} */
                            channel: "sms" | "wechat" | "wecom" | "email" | "webhook";
                            /** @enum {string} */
                            state: "queued" | "sending" | "unknown" | "sent" | "delivered" | "failed" | "dropped";
                            code: string | null;
                            reason: string | null;
                            attempts: number;
                            isRepeat: boolean;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            changedAt: string;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postAlertsAlertAcknowledge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alert: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    comment: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        device: string;
                        compartment: string | null;
                        /** @enum {string} */
                        kind: "temperature" | "critical" | "trend" | "humidity" | "rate" | "silence" | "probe-fault" | "door" | "power" | "off-route" | "unplanned-stop" | "forbidden-place" | "clock" | "disk" | "recorder";
                        /** @enum {string} */
                        severity: "notice" | "warning" | "gsp";
                        /** @enum {string} */
                        state: "calling" | "acknowledged" | "over" | "expired" | "no-plan";
                        /** @description the newest; others of its fingerprint came before */
                        episodeId: string;
                        episodes: number;
                        limit: {
                            /** @enum {string} */
                            side: "above" | "below";
                            celsius: number;
                        } | null;
                        peakCelsius: number | null;
                        minutesLeft: {
                            low: number;
                            likely: number;
                            high: number;
                        } | null;
                        /** Format: date-time */
                        openedAt: string;
                        closedAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        planId: string | null;
                        nextStepAt: string | null;
                        /** @description how many people a message reached */
                        told: number;
                        acknowledgement: {
                            personId: string;
                            name: {
                                zh: string;
                                en: string;
                            };
                            comment: string;
                            /** Format: date-time */
                            at: string;
                        } | null;
                        mute: {
                            id: string;
                            device: string;
                            kind: ("temperature" | "critical" | "trend" | "humidity" | "rate" | "silence" | "probe-fault" | "door" | "power" | "off-route" | "unplanned-stop" | "forbidden-place" | "clock" | "disk" | "recorder") | null;
                            reason: string;
                            madeBy: string;
                            /** Format: date-time */
                            madeAt: string;
                            /** Format: date-time */
                            until: string;
                        } | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description somebody has it already, or it is over */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postAlertsAlertUndo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alert: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        device: string;
                        compartment: string | null;
                        /** @enum {string} */
                        kind: "temperature" | "critical" | "trend" | "humidity" | "rate" | "silence" | "probe-fault" | "door" | "power" | "off-route" | "unplanned-stop" | "forbidden-place" | "clock" | "disk" | "recorder";
                        /** @enum {string} */
                        severity: "notice" | "warning" | "gsp";
                        /** @enum {string} */
                        state: "calling" | "acknowledged" | "over" | "expired" | "no-plan";
                        /** @description the newest; others of its fingerprint came before */
                        episodeId: string;
                        episodes: number;
                        limit: {
                            /** @enum {string} */
                            side: "above" | "below";
                            celsius: number;
                        } | null;
                        peakCelsius: number | null;
                        minutesLeft: {
                            low: number;
                            likely: number;
                            high: number;
                        } | null;
                        /** Format: date-time */
                        openedAt: string;
                        closedAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        planId: string | null;
                        nextStepAt: string | null;
                        /** @description how many people a message reached */
                        told: number;
                        acknowledgement: {
                            personId: string;
                            name: {
                                zh: string;
                                en: string;
                            };
                            comment: string;
                            /** Format: date-time */
                            at: string;
                        } | null;
                        mute: {
                            id: string;
                            device: string;
                            kind: ("temperature" | "critical" | "trend" | "humidity" | "rate" | "silence" | "probe-fault" | "door" | "power" | "off-route" | "unplanned-stop" | "forbidden-place" | "clock" | "disk" | "recorder") | null;
                            reason: string;
                            madeBy: string;
                            /** Format: date-time */
                            madeAt: string;
                            /** Format: date-time */
                            until: string;
                        } | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody has it, or it is over */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAlertMutes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mutes: {
                            id: string;
                            device: string;
                            kind: ("temperature" | "critical" | "trend" | "humidity" | "rate" | "silence" | "probe-fault" | "door" | "power" | "off-route" | "unplanned-stop" | "forbidden-place" | "clock" | "disk" | "recorder") | null;
                            reason: string;
                            madeBy: string;
                            /** Format: date-time */
                            madeAt: string;
                            /** Format: date-time */
                            until: string;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postAlertMutes: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    device: string;
                    /** @description null: every kind */
                    kind: ("temperature" | "critical" | "trend" | "humidity" | "rate" | "silence" | "probe-fault" | "door" | "power" | "off-route" | "unplanned-stop" | "forbidden-place" | "clock" | "disk" | "recorder") | null;
                    reason: string;
                    /**
                     * Format: date-time
                     * @description 24 hours from now at most
                     */
                    until: string;
                };
            };
        };
        responses: {
            /** @description done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        device: string;
                        kind: ("temperature" | "critical" | "trend" | "humidity" | "rate" | "silence" | "probe-fault" | "door" | "power" | "off-route" | "unplanned-stop" | "forbidden-place" | "clock" | "disk" | "recorder") | null;
                        reason: string;
                        madeBy: string;
                        /** Format: date-time */
                        madeAt: string;
                        /** Format: date-time */
                        until: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such device, or the end is past or too far */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postAlertMutesAlertMuteEnd: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alertMute: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAlertPlans: {
        parameters: {
            query?: {
                /** @description how many at most, 1 to 100 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            version: number;
                            /** Format: date-time */
                            changedAt: string;
                            plan: {
                                name: {
                                    zh: string;
                                    en: string;
                                };
                                severities: ("notice" | "warning" | "gsp")[];
                                /** @description null: every kind that no other plan names */
                                kinds: ("temperature" | "critical" | "trend" | "humidity" | "rate" | "silence" | "probe-fault" | "door" | "power" | "off-route" | "unplanned-stop" | "forbidden-place" | "clock" | "disk" | "recorder")[] | null;
                                workingHours: {
                                    zone: string;
                                    /** @description 1 is Monday, 7 Sunday */
                                    days: number[];
                                    from: string;
                                    to: string;
                                } | null;
                                steps: {
                                    who: ({
                                        /** @constant */
                                        kind: "person";
                                        personId: string;
                                    } | {
                                        /** @constant */
                                        kind: "duty";
                                        rotaId: string;
                                    } | {
                                        /** @constant */
                                        kind: "group";
                                        /** @enum {string} */
                                        role: "customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector";
                                    })[];
                                    /** @description the first that reaches the person; the next where one fails */
                                    channels: ("sms" | "wechat" | "wecom" | "email" | "webhook")[];
                                    /** @description after the step before; of the first, after the opening */
                                    waitMinutes: number;
                                    /**
                                     * @description working: waits for working hours; off-hours: left out within them
                                     * @enum {string}
                                     */
                                    hours: "always" | "working" | "off-hours";
                                }[];
                                /** @description the steps again until somebody acknowledges */
                                repeat: {
                                    everyMinutes: number;
                                    most: number;
                                } | null;
                            };
                            /** @description what GSP finds wrong with it now: people leave, and addresses go */
                            breach: string | null;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postAlertPlans: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: {
                        zh: string;
                        en: string;
                    };
                    severities: ("notice" | "warning" | "gsp")[];
                    /** @description null: every kind that no other plan names */
                    kinds: ("temperature" | "critical" | "trend" | "humidity" | "rate" | "silence" | "probe-fault" | "door" | "power" | "off-route" | "unplanned-stop" | "forbidden-place" | "clock" | "disk" | "recorder")[] | null;
                    workingHours: {
                        zone: string;
                        /** @description 1 is Monday, 7 Sunday */
                        days: number[];
                        from: string;
                        to: string;
                    } | null;
                    steps: {
                        who: ({
                            /** @constant */
                            kind: "person";
                            personId: string;
                        } | {
                            /** @constant */
                            kind: "duty";
                            rotaId: string;
                        } | {
                            /** @constant */
                            kind: "group";
                            /** @enum {string} */
                            role: "customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector";
                        })[];
                        /** @description the first that reaches the person; the next where one fails */
                        channels: ("sms" | "wechat" | "wecom" | "email" | "webhook")[];
                        /** @description after the step before; of the first, after the opening */
                        waitMinutes: number;
                        /**
                         * @description working: waits for working hours; off-hours: left out within them
                         * @enum {string}
                         */
                        hours: "always" | "working" | "off-hours";
                    }[];
                    /** @description the steps again until somebody acknowledges */
                    repeat: {
                        everyMinutes: number;
                        most: number;
                    } | null;
                };
            };
        };
        responses: {
            /** @description done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        version: number;
                        /** Format: date-time */
                        changedAt: string;
                        plan: {
                            name: {
                                zh: string;
                                en: string;
                            };
                            severities: ("notice" | "warning" | "gsp")[];
                            /** @description null: every kind that no other plan names */
                            kinds: ("temperature" | "critical" | "trend" | "humidity" | "rate" | "silence" | "probe-fault" | "door" | "power" | "off-route" | "unplanned-stop" | "forbidden-place" | "clock" | "disk" | "recorder")[] | null;
                            workingHours: {
                                zone: string;
                                /** @description 1 is Monday, 7 Sunday */
                                days: number[];
                                from: string;
                                to: string;
                            } | null;
                            steps: {
                                who: ({
                                    /** @constant */
                                    kind: "person";
                                    personId: string;
                                } | {
                                    /** @constant */
                                    kind: "duty";
                                    rotaId: string;
                                } | {
                                    /** @constant */
                                    kind: "group";
                                    /** @enum {string} */
                                    role: "customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector";
                                })[];
                                /** @description the first that reaches the person; the next where one fails */
                                channels: ("sms" | "wechat" | "wecom" | "email" | "webhook")[];
                                /** @description after the step before; of the first, after the opening */
                                waitMinutes: number;
                                /**
                                 * @description working: waits for working hours; off-hours: left out within them
                                 * @enum {string}
                                 */
                                hours: "always" | "working" | "off-hours";
                            }[];
                            /** @description the steps again until somebody acknowledges */
                            repeat: {
                                everyMinutes: number;
                                most: number;
                            } | null;
                        };
                        /** @description what GSP finds wrong with it now: people leave, and addresses go */
                        breach: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it breaks GSP Annex 3 art. 6, names who is not there, or another is for the same */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAlertPlansAlertPlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alertPlan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        version: number;
                        /** Format: date-time */
                        changedAt: string;
                        plan: {
                            name: {
                                zh: string;
                                en: string;
                            };
                            severities: ("notice" | "warning" | "gsp")[];
                            /** @description null: every kind that no other plan names */
                            kinds: ("temperature" | "critical" | "trend" | "humidity" | "rate" | "silence" | "probe-fault" | "door" | "power" | "off-route" | "unplanned-stop" | "forbidden-place" | "clock" | "disk" | "recorder")[] | null;
                            workingHours: {
                                zone: string;
                                /** @description 1 is Monday, 7 Sunday */
                                days: number[];
                                from: string;
                                to: string;
                            } | null;
                            steps: {
                                who: ({
                                    /** @constant */
                                    kind: "person";
                                    personId: string;
                                } | {
                                    /** @constant */
                                    kind: "duty";
                                    rotaId: string;
                                } | {
                                    /** @constant */
                                    kind: "group";
                                    /** @enum {string} */
                                    role: "customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector";
                                })[];
                                /** @description the first that reaches the person; the next where one fails */
                                channels: ("sms" | "wechat" | "wecom" | "email" | "webhook")[];
                                /** @description after the step before; of the first, after the opening */
                                waitMinutes: number;
                                /**
                                 * @description working: waits for working hours; off-hours: left out within them
                                 * @enum {string}
                                 */
                                hours: "always" | "working" | "off-hours";
                            }[];
                            /** @description the steps again until somebody acknowledges */
                            repeat: {
                                everyMinutes: number;
                                most: number;
                            } | null;
                        };
                        /** @description what GSP finds wrong with it now: people leave, and addresses go */
                        breach: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putAlertPlansAlertPlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alertPlan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description the one that was changed */
                    version: number;
                    plan: {
                        name: {
                            zh: string;
                            en: string;
                        };
                        severities: ("notice" | "warning" | "gsp")[];
                        /** @description null: every kind that no other plan names */
                        kinds: ("temperature" | "critical" | "trend" | "humidity" | "rate" | "silence" | "probe-fault" | "door" | "power" | "off-route" | "unplanned-stop" | "forbidden-place" | "clock" | "disk" | "recorder")[] | null;
                        workingHours: {
                            zone: string;
                            /** @description 1 is Monday, 7 Sunday */
                            days: number[];
                            from: string;
                            to: string;
                        } | null;
                        steps: {
                            who: ({
                                /** @constant */
                                kind: "person";
                                personId: string;
                            } | {
                                /** @constant */
                                kind: "duty";
                                rotaId: string;
                            } | {
                                /** @constant */
                                kind: "group";
                                /** @enum {string} */
                                role: "customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector";
                            })[];
                            /** @description the first that reaches the person; the next where one fails */
                            channels: ("sms" | "wechat" | "wecom" | "email" | "webhook")[];
                            /** @description after the step before; of the first, after the opening */
                            waitMinutes: number;
                            /**
                             * @description working: waits for working hours; off-hours: left out within them
                             * @enum {string}
                             */
                            hours: "always" | "working" | "off-hours";
                        }[];
                        /** @description the steps again until somebody acknowledges */
                        repeat: {
                            everyMinutes: number;
                            most: number;
                        } | null;
                    };
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        version: number;
                        /** Format: date-time */
                        changedAt: string;
                        plan: {
                            name: {
                                zh: string;
                                en: string;
                            };
                            severities: ("notice" | "warning" | "gsp")[];
                            /** @description null: every kind that no other plan names */
                            kinds: ("temperature" | "critical" | "trend" | "humidity" | "rate" | "silence" | "probe-fault" | "door" | "power" | "off-route" | "unplanned-stop" | "forbidden-place" | "clock" | "disk" | "recorder")[] | null;
                            workingHours: {
                                zone: string;
                                /** @description 1 is Monday, 7 Sunday */
                                days: number[];
                                from: string;
                                to: string;
                            } | null;
                            steps: {
                                who: ({
                                    /** @constant */
                                    kind: "person";
                                    personId: string;
                                } | {
                                    /** @constant */
                                    kind: "duty";
                                    rotaId: string;
                                } | {
                                    /** @constant */
                                    kind: "group";
                                    /** @enum {string} */
                                    role: "customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector";
                                })[];
                                /** @description the first that reaches the person; the next where one fails */
                                channels: ("sms" | "wechat" | "wecom" | "email" | "webhook")[];
                                /** @description after the step before; of the first, after the opening */
                                waitMinutes: number;
                                /**
                                 * @description working: waits for working hours; off-hours: left out within them
                                 * @enum {string}
                                 */
                                hours: "always" | "working" | "off-hours";
                            }[];
                            /** @description the steps again until somebody acknowledges */
                            repeat: {
                                everyMinutes: number;
                                most: number;
                            } | null;
                        };
                        /** @description what GSP finds wrong with it now: people leave, and addresses go */
                        breach: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it was changed meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description as for a new one */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteAlertPlansAlertPlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alertPlan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAlertPlansAlertPlanVersions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alertPlan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        versions: {
                            version: number;
                            /** Format: date-time */
                            changedAt: string;
                            plan: {
                                name: {
                                    zh: string;
                                    en: string;
                                };
                                severities: ("notice" | "warning" | "gsp")[];
                                /** @description null: every kind that no other plan names */
                                kinds: ("temperature" | "critical" | "trend" | "humidity" | "rate" | "silence" | "probe-fault" | "door" | "power" | "off-route" | "unplanned-stop" | "forbidden-place" | "clock" | "disk" | "recorder")[] | null;
                                workingHours: {
                                    zone: string;
                                    /** @description 1 is Monday, 7 Sunday */
                                    days: number[];
                                    from: string;
                                    to: string;
                                } | null;
                                steps: {
                                    who: ({
                                        /** @constant */
                                        kind: "person";
                                        personId: string;
                                    } | {
                                        /** @constant */
                                        kind: "duty";
                                        rotaId: string;
                                    } | {
                                        /** @constant */
                                        kind: "group";
                                        /** @enum {string} */
                                        role: "customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector";
                                    })[];
                                    /** @description the first that reaches the person; the next where one fails */
                                    channels: ("sms" | "wechat" | "wecom" | "email" | "webhook")[];
                                    /** @description after the step before; of the first, after the opening */
                                    waitMinutes: number;
                                    /**
                                     * @description working: waits for working hours; off-hours: left out within them
                                     * @enum {string}
                                     */
                                    hours: "always" | "working" | "off-hours";
                                }[];
                                /** @description the steps again until somebody acknowledges */
                                repeat: {
                                    everyMinutes: number;
                                    most: number;
                                } | null;
                            };
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAlertPlansAlertPlanTimetable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alertPlan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entries: {
                            step: number;
                            /** Format: date-time */
                            at: string;
                            personId: string;
                            name: {
                                zh: string;
                                en: string;
                            };
                            channels: ("sms" | "wechat" | "wecom" | "email" | "webhook")[];
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postAlertPlansAlertPlanTest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alertPlan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        people: number;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAlertRotas: {
        parameters: {
            query?: {
                /** @description how many at most, 1 to 100 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            version: number;
                            rota: {
                                name: {
                                    zh: string;
                                    en: string;
                                };
                                zone: string;
                                /**
                                 * Format: date
                                 * @description the Monday of week 1
                                 */
                                startsOn: string;
                                /** @description how many weeks the cycle has */
                                weeks: number;
                                shifts: {
                                    /** @description of the cycle, from 1 */
                                    week: number;
                                    /** @description 1 is Monday, 7 Sunday */
                                    day: number;
                                    from: string;
                                    /** @description not after `from`: of the next day */
                                    to: string;
                                    personId: string;
                                }[];
                                /** @description instead of the shifts of those hours */
                                swaps: {
                                    /** Format: date */
                                    date: string;
                                    from: string;
                                    to: string;
                                    personId: string;
                                }[];
                                /** @description a rota with a hole is refused */
                                mustCover: boolean;
                            };
                            holes: {
                                week: number;
                                day: number;
                                from: string;
                                minutes: number;
                            }[];
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postAlertRotas: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: {
                        zh: string;
                        en: string;
                    };
                    zone: string;
                    /**
                     * Format: date
                     * @description the Monday of week 1
                     */
                    startsOn: string;
                    /** @description how many weeks the cycle has */
                    weeks: number;
                    shifts: {
                        /** @description of the cycle, from 1 */
                        week: number;
                        /** @description 1 is Monday, 7 Sunday */
                        day: number;
                        from: string;
                        /** @description not after `from`: of the next day */
                        to: string;
                        personId: string;
                    }[];
                    /** @description instead of the shifts of those hours */
                    swaps: {
                        /** Format: date */
                        date: string;
                        from: string;
                        to: string;
                        personId: string;
                    }[];
                    /** @description a rota with a hole is refused */
                    mustCover: boolean;
                };
            };
        };
        responses: {
            /** @description done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        version: number;
                        rota: {
                            name: {
                                zh: string;
                                en: string;
                            };
                            zone: string;
                            /**
                             * Format: date
                             * @description the Monday of week 1
                             */
                            startsOn: string;
                            /** @description how many weeks the cycle has */
                            weeks: number;
                            shifts: {
                                /** @description of the cycle, from 1 */
                                week: number;
                                /** @description 1 is Monday, 7 Sunday */
                                day: number;
                                from: string;
                                /** @description not after `from`: of the next day */
                                to: string;
                                personId: string;
                            }[];
                            /** @description instead of the shifts of those hours */
                            swaps: {
                                /** Format: date */
                                date: string;
                                from: string;
                                to: string;
                                personId: string;
                            }[];
                            /** @description a rota with a hole is refused */
                            mustCover: boolean;
                        };
                        holes: {
                            week: number;
                            day: number;
                            from: string;
                            minutes: number;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it has a hole where it must have none, or names who is not there */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAlertRotasAlertRota: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alertRota: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        version: number;
                        rota: {
                            name: {
                                zh: string;
                                en: string;
                            };
                            zone: string;
                            /**
                             * Format: date
                             * @description the Monday of week 1
                             */
                            startsOn: string;
                            /** @description how many weeks the cycle has */
                            weeks: number;
                            shifts: {
                                /** @description of the cycle, from 1 */
                                week: number;
                                /** @description 1 is Monday, 7 Sunday */
                                day: number;
                                from: string;
                                /** @description not after `from`: of the next day */
                                to: string;
                                personId: string;
                            }[];
                            /** @description instead of the shifts of those hours */
                            swaps: {
                                /** Format: date */
                                date: string;
                                from: string;
                                to: string;
                                personId: string;
                            }[];
                            /** @description a rota with a hole is refused */
                            mustCover: boolean;
                        };
                        holes: {
                            week: number;
                            day: number;
                            from: string;
                            minutes: number;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putAlertRotasAlertRota: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alertRota: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description the one that was changed */
                    version: number;
                    rota: {
                        name: {
                            zh: string;
                            en: string;
                        };
                        zone: string;
                        /**
                         * Format: date
                         * @description the Monday of week 1
                         */
                        startsOn: string;
                        /** @description how many weeks the cycle has */
                        weeks: number;
                        shifts: {
                            /** @description of the cycle, from 1 */
                            week: number;
                            /** @description 1 is Monday, 7 Sunday */
                            day: number;
                            from: string;
                            /** @description not after `from`: of the next day */
                            to: string;
                            personId: string;
                        }[];
                        /** @description instead of the shifts of those hours */
                        swaps: {
                            /** Format: date */
                            date: string;
                            from: string;
                            to: string;
                            personId: string;
                        }[];
                        /** @description a rota with a hole is refused */
                        mustCover: boolean;
                    };
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        version: number;
                        rota: {
                            name: {
                                zh: string;
                                en: string;
                            };
                            zone: string;
                            /**
                             * Format: date
                             * @description the Monday of week 1
                             */
                            startsOn: string;
                            /** @description how many weeks the cycle has */
                            weeks: number;
                            shifts: {
                                /** @description of the cycle, from 1 */
                                week: number;
                                /** @description 1 is Monday, 7 Sunday */
                                day: number;
                                from: string;
                                /** @description not after `from`: of the next day */
                                to: string;
                                personId: string;
                            }[];
                            /** @description instead of the shifts of those hours */
                            swaps: {
                                /** Format: date */
                                date: string;
                                from: string;
                                to: string;
                                personId: string;
                            }[];
                            /** @description a rota with a hole is refused */
                            mustCover: boolean;
                        };
                        holes: {
                            week: number;
                            day: number;
                            from: string;
                            minutes: number;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it was changed meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description as for a new one */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteAlertRotasAlertRota: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alertRota: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a plan goes by it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAlertRecipients: {
        parameters: {
            query?: {
                /** @description how many at most, 1 to 100 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            personId: string;
                            name: {
                                zh: string;
                                en: string;
                            };
                            /** @enum {string} */
                            language: "zh-CN" | "en";
                            channels: ("sms" | "wechat" | "wecom" | "email" | "webhook")[];
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAlertRecipientsPerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        personId: string;
                        name: {
                            zh: string;
                            en: string;
                        };
                        /** @enum {string} */
                        language: "zh-CN" | "en";
                        channels: ("sms" | "wechat" | "wecom" | "email" | "webhook")[];
                        addresses: {
                            /** @description left out: the phone of the account */
                            sms?: string;
                            /** @description the openid */
                            wechat?: string;
                            /** @description the name of a robot */
                            wecom?: string;
                            /**
                             * Format: email
                             * @description left out: that of the account
                             */
                            email?: string;
                            /** @description the name of a target */
                            webhook?: string;
                        };
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putAlertRecipientsPerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    language: "zh-CN" | "en";
                    addresses: {
                        /** @description left out: the phone of the account */
                        sms?: string;
                        /** @description the openid */
                        wechat?: string;
                        /** @description the name of a robot */
                        wecom?: string;
                        /**
                         * Format: email
                         * @description left out: that of the account
                         */
                        email?: string;
                        /** @description the name of a target */
                        webhook?: string;
                    };
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        personId: string;
                        name: {
                            zh: string;
                            en: string;
                        };
                        /** @enum {string} */
                        language: "zh-CN" | "en";
                        channels: ("sms" | "wechat" | "wecom" | "email" | "webhook")[];
                        addresses: {
                            /** @description left out: the phone of the account */
                            sms?: string;
                            /** @description the openid */
                            wechat?: string;
                            /** @description the name of a robot */
                            wecom?: string;
                            /**
                             * Format: email
                             * @description left out: that of the account
                             */
                            email?: string;
                            /** @description the name of a target */
                            webhook?: string;
                        };
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAudit: {
        parameters: {
            query?: {
                /** @description how many at most, 1 to 100 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
                /** @description id of the person, client or part of the system */
                actor?: string;
                action?: string;
                /** @description of the record */
                kind?: string;
                /** @description id of the record; goes with kind */
                record?: string;
                session?: string;
                request?: string;
                from?: string;
                /** @description exclusive */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @description without holes, but where entries past their time were removed */
                            sequence: number;
                            /** Format: date-time */
                            at: string;
                            actor: {
                                /** @enum {string} */
                                kind: "person" | "client" | "system";
                                id: string;
                                /** @description null: a part of the system, or erased */
                                name: string | null;
                            };
                            /** @description of the actor */
                            organisationId: string | null;
                            sessionId: string | null;
                            requestId: string | null;
                            action: string;
                            subject: {
                                kind: string;
                                id: string;
                            };
                            reason: string | null;
                            /** @description what changed */
                            details: unknown;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAuditEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entry: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description without holes, but where entries past their time were removed */
                        sequence: number;
                        /** Format: date-time */
                        at: string;
                        actor: {
                            /** @enum {string} */
                            kind: "person" | "client" | "system";
                            id: string;
                            /** @description null: a part of the system, or erased */
                            name: string | null;
                        };
                        /** @description of the actor */
                        organisationId: string | null;
                        sessionId: string | null;
                        requestId: string | null;
                        action: string;
                        subject: {
                            kind: string;
                            id: string;
                        };
                        reason: string | null;
                        /** @description what changed */
                        details: unknown;
                        /** @description SM3, hex */
                        hash: string;
                        /** @description hash of the entry before */
                        previous: string;
                        /** @description whether the row is the one that was hashed */
                        isIntact: boolean;
                        /** @description from where; null: not by a request, or not for your role */
                        address: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAuditChain: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        last: {
                            entry: number;
                            hash: string;
                        } | null;
                        /** @description entries that were removed past their time */
                        removed: number;
                        /** @description signed with SM2: docs/architecture.md says over what */
                        checkpoint: {
                            sequence: number;
                            hash: string;
                            /** Format: date-time */
                            at: string;
                            publicKey: string;
                            signature: string;
                        } | null;
                        lastCheck: {
                            /** Format: date-time */
                            at: string;
                            throughEntry: number;
                            /** @description the first 20; none: every entry is there and as it was written */
                            faults: string[];
                        } | null;
                        keptDays: {
                            logs: number;
                            gsp: number;
                            prescriptions: number;
                        };
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postAuditChainCheck: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        at: string;
                        throughEntry: number;
                        /** @description the first 20; none: every entry is there and as it was written */
                        faults: string[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getInspections: {
        parameters: {
            query?: {
                /** @description how many at most, 1 to 100 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            person: string;
                            purpose: string;
                            reference: string | null;
                            /** Format: date-time */
                            openedAt: string;
                            /**
                             * Format: date-time
                             * @description it closes by itself
                             */
                            endsAt: string;
                            closedAt: string | null;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postInspections: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    purpose: string;
                    /**
                     * @description number of the order or letter
                     * @default null
                     */
                    reference?: string | null;
                };
            };
        };
        responses: {
            /** @description done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        person: string;
                        purpose: string;
                        reference: string | null;
                        /** Format: date-time */
                        openedAt: string;
                        /**
                         * Format: date-time
                         * @description it closes by itself
                         */
                        endsAt: string;
                        closedAt: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postInspectionsInspectionClose: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                inspection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        person: string;
                        purpose: string;
                        reference: string | null;
                        /** Format: date-time */
                        openedAt: string;
                        /**
                         * Format: date-time
                         * @description it closes by itself
                         */
                        endsAt: string;
                        closedAt: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getInspectionSearch: {
        parameters: {
            query: {
                /** @description an open inspection of yours: what it is for goes with every look */
                inspection: string;
                q: string;
                kind?: "asset" | "trip" | "shipment" | "device" | "probe";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @enum {string} */
                            kind: "asset" | "trip" | "shipment" | "device" | "probe";
                            id: string;
                            /** @description plate, number or serial number */
                            title: string;
                            organisationId: string | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record or inspection, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the inspection is over */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getInspectionKindId: {
        parameters: {
            query: {
                /** @description an open inspection of yours: what it is for goes with every look */
                inspection: string;
            };
            header?: never;
            path: {
                kind: "asset" | "trip" | "shipment" | "device" | "probe";
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        kind: "asset";
                        id: string;
                        /** @description plate, number or serial number */
                        title: string;
                        organisationId: string | null;
                        organisation: {
                            id: string;
                            name: {
                                zh: string;
                                en: string;
                            };
                            licenceNumber: string | null;
                        } | null;
                        /** @description of people, organisations and stops that the record names by id; who is erased is not among them */
                        names: {
                            id: string;
                            zh: string;
                            en: string;
                        }[];
                        related: {
                            /** @enum {string} */
                            kind: "asset" | "trip" | "shipment" | "device" | "probe";
                            id: string;
                            /** @description plate, number or serial number */
                            title: string;
                            organisationId: string | null;
                        }[];
                        /** @description whose frames tell of the record */
                        recordings: {
                            device: string;
                            /** @description null: all */
                            compartment: string | null;
                            /** @description null: from the first frame on */
                            from: string | null;
                            /** @description null: until now */
                            to: string | null;
                        }[];
                        documents: {
                            /** @enum {string} */
                            kind: "device-document" | "calibration-certificate";
                            id: string;
                            device: string | null;
                            /** @description SM3, hex; null: no paper was handed in */
                            digest: string | null;
                            /** Format: date-time */
                            at: string;
                        }[];
                        record: {
                            id: string;
                            /** @enum {string} */
                            kind: "truck" | "room" | "box";
                            name: string;
                            organisationId: string;
                            carrierOrganisationId: string | null;
                            /** @enum {string} */
                            state: "in-preparation" | "in-service" | "out-of-service" | "retired";
                            revision: number;
                            device: string | null;
                            compartments: {
                                id: string;
                                code: string;
                                name: {
                                    zh: string;
                                    en: string;
                                };
                                volumeCubicMetres: number;
                                floorAreaSquareMetres: number | null;
                                range: {
                                    minCelsius: number;
                                    maxCelsius: number;
                                };
                                points: {
                                    point: string;
                                    bus: string;
                                    unit: number;
                                    probe: {
                                        id: string;
                                        serialNumber: string;
                                        model: string;
                                        /** @enum {string} */
                                        state: "in-stock" | "fitted" | "due" | "retired";
                                        /** @enum {string} */
                                        calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                                        calibrationDueOn: string | null;
                                    };
                                }[];
                                /** @description by GSP Annex 3 */
                                pointsRequired: number;
                                problems: ("TOO_FEW_POINTS" | "NOT_CALIBRATED")[];
                            }[];
                        };
                    } | {
                        /** @constant */
                        kind: "trip";
                        id: string;
                        /** @description plate, number or serial number */
                        title: string;
                        organisationId: string | null;
                        organisation: {
                            id: string;
                            name: {
                                zh: string;
                                en: string;
                            };
                            licenceNumber: string | null;
                        } | null;
                        /** @description of people, organisations and stops that the record names by id; who is erased is not among them */
                        names: {
                            id: string;
                            zh: string;
                            en: string;
                        }[];
                        related: {
                            /** @enum {string} */
                            kind: "asset" | "trip" | "shipment" | "device" | "probe";
                            id: string;
                            /** @description plate, number or serial number */
                            title: string;
                            organisationId: string | null;
                        }[];
                        /** @description whose frames tell of the record */
                        recordings: {
                            device: string;
                            /** @description null: all */
                            compartment: string | null;
                            /** @description null: from the first frame on */
                            from: string | null;
                            /** @description null: until now */
                            to: string | null;
                        }[];
                        documents: {
                            /** @enum {string} */
                            kind: "device-document" | "calibration-certificate";
                            id: string;
                            device: string | null;
                            /** @description SM3, hex; null: no paper was handed in */
                            digest: string | null;
                            /** Format: date-time */
                            at: string;
                        }[];
                        record: {
                            id: string;
                            number: string;
                            /** @enum {string} */
                            state: "planned" | "released" | "loading" | "under-way" | "completed" | "cancelled";
                            revision: number;
                            device: string | null;
                            driver: string | null;
                            /** Format: date-time */
                            plannedDeparture: string;
                            departedAt: string | null;
                            endedAt: string | null;
                            stops: {
                                id: string;
                                /** @enum {string} */
                                state: "planned" | "arrived" | "left" | "skipped";
                                name: {
                                    zh: string;
                                    en: string;
                                };
                                address: string;
                                position: {
                                    latitude: number;
                                    longitude: number;
                                };
                                geofenceRadiusMetres: number;
                                /** Format: date-time */
                                windowFrom: string;
                                /** Format: date-time */
                                windowTo: string;
                                arrivedAt: string | null;
                                leftAt: string | null;
                            }[];
                        };
                    } | {
                        /** @constant */
                        kind: "shipment";
                        id: string;
                        /** @description plate, number or serial number */
                        title: string;
                        organisationId: string | null;
                        organisation: {
                            id: string;
                            name: {
                                zh: string;
                                en: string;
                            };
                            licenceNumber: string | null;
                        } | null;
                        /** @description of people, organisations and stops that the record names by id; who is erased is not among them */
                        names: {
                            id: string;
                            zh: string;
                            en: string;
                        }[];
                        related: {
                            /** @enum {string} */
                            kind: "asset" | "trip" | "shipment" | "device" | "probe";
                            id: string;
                            /** @description plate, number or serial number */
                            title: string;
                            organisationId: string | null;
                        }[];
                        /** @description whose frames tell of the record */
                        recordings: {
                            device: string;
                            /** @description null: all */
                            compartment: string | null;
                            /** @description null: from the first frame on */
                            from: string | null;
                            /** @description null: until now */
                            to: string | null;
                        }[];
                        documents: {
                            /** @enum {string} */
                            kind: "device-document" | "calibration-certificate";
                            id: string;
                            device: string | null;
                            /** @description SM3, hex; null: no paper was handed in */
                            digest: string | null;
                            /** Format: date-time */
                            at: string;
                        }[];
                        record: {
                            id: string;
                            number: string;
                            /** @enum {string} */
                            state: "planned" | "assigned" | "loaded" | "in-transit" | "delivered" | "refused" | "returned" | "cancelled";
                            revision: number;
                            trip: string | null;
                            compartment: string | null;
                            fromStop: string | null;
                            toStop: string | null;
                            consignee: string;
                            consigneePhone: string | null;
                            goods: {
                                zh: string;
                                en: string;
                            };
                            range: {
                                minCelsius: number;
                                maxCelsius: number;
                            };
                            timeBudgetMinutes: number;
                            /** Format: date-time */
                            createdAt: string;
                            boxes: {
                                code: string;
                                loadedAt: string | null;
                            }[];
                            custody: {
                                /** @enum {string} */
                                kind: "loaded" | "delivered" | "refused" | "returned";
                                /** Format: date-time */
                                at: string;
                                stop: string | null;
                                /** @description id of the person who gave it */
                                by: string | null;
                                taker: string | null;
                                temperatureCelsius: number | null;
                                note: string | null;
                                document: string | null;
                            }[];
                        };
                    } | {
                        /** @constant */
                        kind: "device";
                        id: string;
                        /** @description plate, number or serial number */
                        title: string;
                        organisationId: string | null;
                        organisation: {
                            id: string;
                            name: {
                                zh: string;
                                en: string;
                            };
                            licenceNumber: string | null;
                        } | null;
                        /** @description of people, organisations and stops that the record names by id; who is erased is not among them */
                        names: {
                            id: string;
                            zh: string;
                            en: string;
                        }[];
                        related: {
                            /** @enum {string} */
                            kind: "asset" | "trip" | "shipment" | "device" | "probe";
                            id: string;
                            /** @description plate, number or serial number */
                            title: string;
                            organisationId: string | null;
                        }[];
                        /** @description whose frames tell of the record */
                        recordings: {
                            device: string;
                            /** @description null: all */
                            compartment: string | null;
                            /** @description null: from the first frame on */
                            from: string | null;
                            /** @description null: until now */
                            to: string | null;
                        }[];
                        documents: {
                            /** @enum {string} */
                            kind: "device-document" | "calibration-certificate";
                            id: string;
                            device: string | null;
                            /** @description SM3, hex; null: no paper was handed in */
                            digest: string | null;
                            /** Format: date-time */
                            at: string;
                        }[];
                        record: {
                            id: string;
                            /** @enum {string} */
                            state: "registered" | "active" | "revoked";
                            revision: number;
                            asset: {
                                id: string;
                                name: string;
                                /** @enum {string} */
                                kind: "truck" | "room" | "box";
                                organisationId: string;
                            } | null;
                            /** Format: date-time */
                            createdAt: string;
                            keys: {
                                /** @description SM3 of the key, hex */
                                fingerprint: string;
                                publicKey: string;
                                /** Format: date-time */
                                from: string;
                                /** @description null: in force */
                                until: string | null;
                            }[];
                            certificates: {
                                serial: string;
                                /** @description of the key that it certifies */
                                fingerprint: string;
                                authority: {
                                    fingerprint: string;
                                    publicKey: string;
                                    name: string;
                                };
                                /** Format: date-time */
                                notBefore: string;
                                /** Format: date-time */
                                notAfter: string;
                                /** @description the very text that is signed */
                                statement: string;
                                signature: string;
                            }[];
                        };
                    } | {
                        /** @constant */
                        kind: "probe";
                        id: string;
                        /** @description plate, number or serial number */
                        title: string;
                        organisationId: string | null;
                        organisation: {
                            id: string;
                            name: {
                                zh: string;
                                en: string;
                            };
                            licenceNumber: string | null;
                        } | null;
                        /** @description of people, organisations and stops that the record names by id; who is erased is not among them */
                        names: {
                            id: string;
                            zh: string;
                            en: string;
                        }[];
                        related: {
                            /** @enum {string} */
                            kind: "asset" | "trip" | "shipment" | "device" | "probe";
                            id: string;
                            /** @description plate, number or serial number */
                            title: string;
                            organisationId: string | null;
                        }[];
                        /** @description whose frames tell of the record */
                        recordings: {
                            device: string;
                            /** @description null: all */
                            compartment: string | null;
                            /** @description null: from the first frame on */
                            from: string | null;
                            /** @description null: until now */
                            to: string | null;
                        }[];
                        documents: {
                            /** @enum {string} */
                            kind: "device-document" | "calibration-certificate";
                            id: string;
                            device: string | null;
                            /** @description SM3, hex; null: no paper was handed in */
                            digest: string | null;
                            /** Format: date-time */
                            at: string;
                        }[];
                        record: {
                            id: string;
                            organisationId: string;
                            serialNumber: string;
                            /** @description profile by which the device reads it */
                            model: string;
                            /** @enum {string} */
                            state: "in-stock" | "fitted" | "due" | "retired";
                            revision: number;
                            /** @enum {string} */
                            calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                            calibrationDueOn: string | null;
                            place: {
                                assetId: string;
                                assetName: string;
                                compartmentId: string;
                                compartmentCode: string;
                                /** @description what frames call it */
                                point: string;
                                bus: string;
                                /** @description Modbus address */
                                unit: number;
                                /** Format: date-time */
                                fittedAt: string;
                            } | null;
                            certificates: {
                                id: string;
                                probeId: string;
                                number: string;
                                issuer: string;
                                calibratedOn: string;
                                dueOn: string;
                                points: {
                                    atCelsius: number;
                                    errorCelsius: number;
                                }[];
                                /** @description whether every error is one that GSP Annex 3 allows */
                                withinLimits: boolean;
                                /** @description SM3 of the document, hex */
                                documentDigest: string | null;
                                /** Format: date-time */
                                createdAt: string;
                            }[];
                        };
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record or inspection, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the inspection is over */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getInspectionKindIdHistory: {
        parameters: {
            query: {
                /** @description how many at most, 1 to 100 */
                limit?: string;
                /** @description the `next` of the page before */
                after?: string;
                /** @description an open inspection of yours: what it is for goes with every look */
                inspection: string;
            };
            header?: never;
            path: {
                kind: "asset" | "trip" | "shipment" | "device" | "probe";
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @description without holes, but where entries past their time were removed */
                            sequence: number;
                            /** Format: date-time */
                            at: string;
                            actor: {
                                /** @enum {string} */
                                kind: "person" | "client" | "system";
                                id: string;
                                /** @description null: a part of the system, or erased */
                                name: string | null;
                            };
                            /** @description of the actor */
                            organisationId: string | null;
                            sessionId: string | null;
                            requestId: string | null;
                            action: string;
                            subject: {
                                kind: string;
                                id: string;
                            };
                            reason: string | null;
                            /** @description what changed */
                            details: unknown;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record or inspection, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the inspection is over */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getInspectionKindIdReadings: {
        parameters: {
            query: {
                /** @description an open inspection of yours: what it is for goes with every look */
                inspection: string;
                /** @description one of the recordings; default: the first */
                device?: string;
                from: string;
                to: string;
            };
            header?: never;
            path: {
                kind: "asset" | "trip" | "shipment" | "device" | "probe";
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        from: string;
                        /** Format: date-time */
                        to: string;
                        frames: number;
                        undecodable: number;
                        compartments: {
                            device: string;
                            compartment: string;
                            name: {
                                zh: string;
                                en: string;
                            };
                            range: {
                                minCelsius: number;
                                maxCelsius: number;
                            } | null;
                            channels: {
                                channel: string;
                                source: string;
                                quantity: string;
                                unit: string;
                                samples: number;
                                samplesNotGood: number;
                                minimum: {
                                    value: number;
                                    /** Format: date-time */
                                    at: string;
                                } | null;
                                maximum: {
                                    value: number;
                                    /** Format: date-time */
                                    at: string;
                                } | null;
                                /** @description weighted by time */
                                mean: number | null;
                                /** @description USP <1160>, 83.144 kJ/mol; of temperatures */
                                meanKineticCelsius: number | null;
                                /** @description how long values are known for; a gap is no time */
                                coveredMinutes: number;
                                outOfRangeMinutes: number;
                                longestGapMinutes: number;
                                excursionCount: number;
                                /** @description the first 100 */
                                excursions: {
                                    /** Format: date-time */
                                    from: string;
                                    /** Format: date-time */
                                    to: string;
                                    peakCelsius: number;
                                    samples: number;
                                }[];
                            }[];
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record or inspection, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the inspection is over */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getInspectionKindIdProofs: {
        parameters: {
            query: {
                /** @description an open inspection of yours: what it is for goes with every look */
                inspection: string;
                /** @description one of the recordings; default: the first */
                device?: string;
                from: string;
                to: string;
            };
            header?: never;
            path: {
                kind: "asset" | "trip" | "shipment" | "device" | "probe";
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record or inspection, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the inspection is over */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getInspectionKindIdDocumentsDocument: {
        parameters: {
            query: {
                /** @description an open inspection of yours: what it is for goes with every look */
                inspection: string;
            };
            header?: never;
            path: {
                kind: "asset" | "trip" | "shipment" | "device" | "probe";
                id: string;
                document: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description more than one is a conflict: a device gave an id twice */
                        items: {
                            id: string;
                            device: string;
                            kind: string;
                            digest: string;
                            salt: string;
                            text: string;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record or inspection, or it is out of reach */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the inspection is over */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOpenapiJson: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        openapi: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
