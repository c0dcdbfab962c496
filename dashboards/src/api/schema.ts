/* Written by `npm run api` from the cloud's own description; a test tells when it has drifted. */

export interface paths {
    readonly "/api/health": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Whether it runs, and how far the projections have come */
        readonly get: operations["getHealth"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/session": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who is signed in */
        readonly get: operations["getSession"];
        readonly put?: never;
        /** Sign in: the answer sets the cookie of the session */
        readonly post: operations["postSession"];
        /** Sign out */
        readonly delete: operations["deleteSession"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/sessions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Where I am signed in */
        readonly get: operations["getSessions"];
        readonly put?: never;
        readonly post?: never;
        /** Sign out everywhere but here */
        readonly delete: operations["deleteSessions"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/sessions/{session}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** End one of my sessions */
        readonly delete: operations["deleteSessionsSession"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/session/password": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /** Choose another password; the other sessions end */
        readonly put: operations["putSessionPassword"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/people": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * People by sign-in name
         * @description For: quality (organisation); administrator (all).
         */
        readonly get: operations["getPeople"];
        readonly put?: never;
        /**
         * Add a person; the answer tells its temporary password, once
         * @description For: administrator (all).
         */
        readonly post: operations["postPeople"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/people/{person}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * A person
         * @description For: quality (organisation); administrator (all).
         */
        readonly get: operations["getPeoplePerson"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /**
         * Change names, contact, roles or organisation
         * @description For: administrator (all).
         */
        readonly patch: operations["patchPeoplePerson"];
        readonly trace?: never;
    };
    readonly "/api/people/{person}/disable": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Let a person sign in no more, and end its sessions
         * @description For: administrator (all).
         */
        readonly post: operations["postPeoplePersonDisable"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/people/{person}/enable": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Let a person sign in again
         * @description For: administrator (all).
         */
        readonly post: operations["postPeoplePersonEnable"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/people/{person}/reset-password": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * A new temporary password, told once; the sessions of the person end
         * @description For: administrator (all).
         */
        readonly post: operations["postPeoplePersonResetPassword"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/people/{person}/sessions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The living sessions of a person
         * @description For: administrator (all).
         */
        readonly get: operations["getPeoplePersonSessions"];
        readonly put?: never;
        readonly post?: never;
        /**
         * End all sessions of a person
         * @description For: administrator (all).
         */
        readonly delete: operations["deletePeoplePersonSessions"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/people/{person}/sessions/{session}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * End one session of a person
         * @description For: administrator (all).
         */
        readonly delete: operations["deletePeoplePersonSessionsSession"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/organisations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Organisations: pharmacies, clinics, wholesalers, carriers
         * @description For: quality (organisation); administrator (all).
         */
        readonly get: operations["getOrganisations"];
        readonly put?: never;
        /**
         * Add an organisation
         * @description For: administrator (all).
         */
        readonly post: operations["postOrganisations"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/organisations/{organisation}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * An organisation
         * @description For: quality (organisation); administrator (all).
         */
        readonly get: operations["getOrganisationsOrganisation"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /**
         * Change name or licence
         * @description For: administrator (all).
         */
        readonly patch: operations["patchOrganisationsOrganisation"];
        readonly trace?: never;
    };
    readonly "/api/organisations/{organisation}/close": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Close an organisation whose people are disabled
         * @description For: administrator (all).
         */
        readonly post: operations["postOrganisationsOrganisationClose"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/session/ways": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** In which ways people can sign in here */
        readonly get: operations["getSessionWays"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/session/outside": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Sends the browser to the outside provider */
        readonly get: operations["getSessionOutside"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/session/outside/callback": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Where the outside provider sends the browser back to */
        readonly get: operations["getSessionOutsideCallback"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/people/{person}/outside-identity": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Whether a person may sign in at the outside provider
         * @description For: administrator (all).
         */
        readonly get: operations["getPeoplePersonOutsideIdentity"];
        /**
         * Links a person with its `sub` at the outside provider
         * @description For: administrator (all).
         */
        readonly put: operations["putPeoplePersonOutsideIdentity"];
        readonly post?: never;
        /**
         * Takes that link away
         * @description For: administrator (all).
         */
        readonly delete: operations["deletePeoplePersonOutsideIdentity"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/trucks": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Trucks, rooms and boxes as their frames tell them
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all); driver (own). Own: the truck of a trip that names the driver, under way, being loaded or to depart today.
         */
        readonly get: operations["getTrucks"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/trucks/{device}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * One truck, room or box
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all); driver (own). Own: the truck of a trip that names the driver, under way, being loaded or to depart today.
         */
        readonly get: operations["getTrucksDevice"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/trucks/{device}/series": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Curves of one compartment
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all); driver (own). Own: the truck of a trip that names the driver, under way, being loaded or to depart today.
         */
        readonly get: operations["getTrucksDeviceSeries"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/trucks/{device}/track": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Where it was
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all); driver (own). Own: the truck of a trip that names the driver, under way, being loaded or to depart today.
         */
        readonly get: operations["getTrucksDeviceTrack"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/alarms": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Alarms, newest first
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all); driver (own). Own: the truck of a trip that names the driver, under way, being loaded or to depart today.
         */
        readonly get: operations["getAlarms"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/feed": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Everything that changes, as it changes
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all); driver (own). Own: the truck of a trip that names the driver, under way, being loaded or to depart today.
         */
        readonly get: operations["getFeed"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/docs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** This interface as a page */
        readonly get: operations["getDocs"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/docs/{file}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What that page is made of */
        readonly get: operations["getDocsFile"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/.well-known/oauth-authorization-server": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Where and how OAuth clients ask (RFC 8414) */
        readonly get: operations["getWellKnownOauthAuthorizationServer"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/oauth/jwks": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The public keys of our access tokens (RFC 7517) */
        readonly get: operations["getOauthJwks"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/oauth/authorize": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Where a client sends a browser; as JSON, what our page asks the person */
        readonly get: operations["getOauthAuthorize"];
        readonly put?: never;
        /** The person says yes or no; the page goes where the answer says */
        readonly post: operations["postOauthAuthorize"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/oauth/token": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A code, a refresh token or a secret for an access token (form-encoded) */
        readonly post: operations["postOauthToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/oauth/revoke": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A client gives back a token, and with it all of the same grant (form-encoded) */
        readonly post: operations["postOauthRevoke"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/oauth/introspect": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Whether a token of this very client is alive (form-encoded) */
        readonly post: operations["postOauthIntrospect"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/clients": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * OAuth clients, the newest first
         * @description For: administrator (all).
         */
        readonly get: operations["getClients"];
        readonly put?: never;
        /**
         * Register a client; its secret is shown here and never again
         * @description For: administrator (all).
         */
        readonly post: operations["postClients"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/clients/{client}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * One client
         * @description For: administrator (all).
         */
        readonly get: operations["getClientsClient"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Revoke a client with every token of it
         * @description For: administrator (all).
         */
        readonly delete: operations["deleteClientsClient"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/clients/{client}/secret": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Another secret for a confidential client; the one before is worth nothing from here on
         * @description For: administrator (all).
         */
        readonly post: operations["postClientsClientSecret"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/grants": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What the signed-in person has allowed to which client */
        readonly get: operations["getGrants"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/grants/{grant}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Take it back; every token of it ends */
        readonly delete: operations["deleteGrantsGrant"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/webhooks": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Addresses that are told of events, the newest first
         * @description For: administrator (all).
         */
        readonly get: operations["getWebhooks"];
        readonly put?: never;
        /**
         * Register one; the secret that signs its messages is shown here and never again
         * @description For: administrator (all).
         */
        readonly post: operations["postWebhooks"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/webhooks/{webhook}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * One webhook
         * @description For: administrator (all).
         */
        readonly get: operations["getWebhooksWebhook"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Remove it; what waits for it is withdrawn
         * @description For: administrator (all).
         */
        readonly delete: operations["deleteWebhooksWebhook"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/webhooks/{webhook}/deliveries": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What it was told, what became of it, and when it is tried again
         * @description For: administrator (all).
         */
        readonly get: operations["getWebhooksWebhookDeliveries"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/assets": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Trucks, rooms and boxes, by name
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        readonly get: operations["getAssets"];
        readonly put?: never;
        /**
         * Add a truck, room or box, in preparation
         * @description For: technician (organisation); administrator (all).
         */
        readonly post: operations["postAssets"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/assets/{asset}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * One truck, room or box with its compartments and probes
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        readonly get: operations["getAssetsAsset"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /**
         * Change name or carrier
         * @description For: technician (organisation); administrator (all).
         */
        readonly patch: operations["patchAssetsAsset"];
        readonly trace?: never;
    };
    readonly "/api/assets/{asset}/commission": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Put into service: enough measuring points, all calibrated, a device bound
         * @description For: quality (organisation, in-preparation); administrator (all, in-preparation).
         */
        readonly post: operations["postAssetsAssetCommission"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/assets/{asset}/withdraw": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Take out of service
         * @description For: quality (organisation, in-service); administrator (all, in-service); technician (organisation, in-service); dispatcher (organisation, in-service).
         */
        readonly post: operations["postAssetsAssetWithdraw"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/assets/{asset}/return": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Put into service again
         * @description For: quality (organisation, out-of-service); administrator (all, out-of-service).
         */
        readonly post: operations["postAssetsAssetReturn"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/assets/{asset}/retire": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Take out of use for good
         * @description For: quality (organisation, in-preparation, out-of-service); administrator (all, in-preparation, out-of-service).
         */
        readonly post: operations["postAssetsAssetRetire"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/assets/{asset}/compartments": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Add a compartment, or a zone of a room
         * @description For: technician (organisation); administrator (all).
         */
        readonly post: operations["postAssetsAssetCompartments"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/assets/{asset}/compartments/{compartment}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /**
         * Change a compartment; another range needs a reason and goes down to the device
         * @description For: technician (organisation); administrator (all).
         */
        readonly patch: operations["patchAssetsAssetCompartmentsCompartment"];
        readonly trace?: never;
    };
    readonly "/api/assets/{asset}/compartments/{compartment}/remove": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Take a compartment out of the records to come
         * @description For: technician (organisation); administrator (all).
         */
        readonly post: operations["postAssetsAssetCompartmentsCompartmentRemove"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/assets/{asset}/settings": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What its device shall be set to, and what the device says of that
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        readonly get: operations["getAssetsAssetSettings"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/probes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Probes, by serial number; those due soon or overdue with `calibration`
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        readonly get: operations["getProbes"];
        readonly put?: never;
        /**
         * Add a probe to the stock
         * @description For: technician (organisation); administrator (all).
         */
        readonly post: operations["postProbes"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/probes/{probe}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * One probe and its place
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        readonly get: operations["getProbesProbe"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/probes/{probe}/fit": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Fit it at a measuring point of a compartment
         * @description For: technician (organisation); administrator (all).
         */
        readonly post: operations["postProbesProbeFit"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/probes/{probe}/remove": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Take it from its place back to the stock
         * @description For: technician (organisation); administrator (all).
         */
        readonly post: operations["postProbesProbeRemove"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/probes/{probe}/retire": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Take it out of use for good
         * @description For: technician (organisation); administrator (all).
         */
        readonly post: operations["postProbesProbeRetire"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/probes/{probe}/certificates": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Its calibration certificates, newest first
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        readonly get: operations["getProbesProbeCertificates"];
        readonly put?: never;
        /**
         * Add a calibration certificate; it is never changed
         * @description For: technician (organisation); administrator (all); quality (organisation).
         */
        readonly post: operations["postProbesProbeCertificates"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/certificates/{certificate}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * One calibration certificate
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        readonly get: operations["getCertificatesCertificate"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/certificates/{certificate}/document": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The paper itself
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        readonly get: operations["getCertificatesCertificateDocument"];
        /**
         * Hand in the paper itself, once
         * @description For: technician (organisation); administrator (all); quality (organisation).
         */
        readonly put: operations["putCertificatesCertificateDocument"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/devices": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Devices, by name
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        readonly get: operations["getDevices"];
        readonly put?: never;
        /**
         * Register a device; it is admitted once it has enrolled its key
         * @description For: technician (organisation); administrator (all).
         */
        readonly post: operations["postDevices"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/devices/{device}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * One device with every key that it ever had, and who vouches for them
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        readonly get: operations["getDevicesDevice"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/devices/{device}/bind": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Bind it to another asset, or to none
         * @description For: technician (organisation); administrator (all).
         */
        readonly post: operations["postDevicesDeviceBind"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/devices/{device}/revoke": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * End its key: the broker admits it no longer, its records stay
         * @description For: technician (organisation); administrator (all).
         */
        readonly post: operations["postDevicesDeviceRevoke"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/devices/{device}/register-again": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Let a revoked device enrol a new key
         * @description For: administrator (all).
         */
        readonly post: operations["postDevicesDeviceRegisterAgain"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/devices/{device}/enrolment-codes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Make a one-time code for its next key, good for a day and told once
         * @description For: technician (organisation); administrator (all).
         */
        readonly post: operations["postDevicesDeviceEnrolmentCodes"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/enrolments": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** What `coldrx-agent enrol --code` prints: binds the key that it proves */
        readonly post: operations["postEnrolments"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/devices/{device}/certificates": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Keep what a device authority signed for a key of the device
         * @description For: technician (organisation); administrator (all).
         */
        readonly post: operations["postDevicesDeviceCertificates"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/device-authorities": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Who vouches for keys of devices
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        readonly get: operations["getDeviceAuthorities"];
        readonly put?: never;
        /**
         * Believe an authority whose key is kept offline
         * @description For: administrator (all).
         */
        readonly post: operations["postDeviceAuthorities"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/fleet/import": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Import a CSV file: all rows or none; every bad row is told
         * @description For: technician (organisation); administrator (all).
         */
        readonly post: operations["postFleetImport"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/fleet/import-template": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * A file with the headings and an example row
         * @description For: technician (organisation); administrator (all).
         */
        readonly get: operations["getFleetImportTemplate"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/fleet/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What is recorded, as a file that could be imported elsewhere
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); technician (organisation); administrator (all); inspector (all).
         */
        readonly get: operations["getFleetExport"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/trips": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Trips, the latest departure first
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); driver (own); administrator (all); inspector (all). Own: trips that name the driver.
         */
        readonly get: operations["getTrips"];
        readonly put?: never;
        /**
         * Plan a trip
         * @description For: dispatcher (organisation).
         */
        readonly post: operations["postTrips"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/trips/{trip}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * One trip
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); driver (own); administrator (all); inspector (all). Own: trips that name the driver.
         */
        readonly get: operations["getTripsTrip"];
        /**
         * Change the plan of a trip
         * @description For: dispatcher (organisation, planned, released, loading).
         */
        readonly put: operations["putTripsTrip"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/trips/{trip}/release": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Tell the truck and its driver of it
         * @description For: dispatcher (organisation, planned).
         */
        readonly post: operations["postTripsTripRelease"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/trips/{trip}/withdraw": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Take it back from the truck, to change it
         * @description For: dispatcher (organisation, released).
         */
        readonly post: operations["postTripsTripWithdraw"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/trips/{trip}/start-loading": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Loading begins: pre-cooled, unit off
         * @description For: dispatcher (organisation, released); warehouse (organisation, released); driver (own, released). Own: trips that name the driver.
         */
        readonly post: operations["postTripsTripStartLoading"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/trips/{trip}/depart": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * It drives off with what is loaded
         * @description For: dispatcher (organisation, loading); driver (own, loading). Own: trips that name the driver.
         */
        readonly post: operations["postTripsTripDepart"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/trips/{trip}/complete": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Everything is delivered, refused or returned
         * @description For: dispatcher (organisation, under-way); driver (own, under-way). Own: trips that name the driver.
         */
        readonly post: operations["postTripsTripComplete"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/trips/{trip}/cancel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * It is not driven
         * @description For: dispatcher (organisation, planned, released, loading).
         */
        readonly post: operations["postTripsTripCancel"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/shipments": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Shipments, the newest first
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); driver (own); administrator (all); inspector (all). Own: shipments on trips that name the driver.
         */
        readonly get: operations["getShipments"];
        readonly put?: never;
        /**
         * Add up to 100 shipments, all or none
         * @description For: dispatcher (organisation); warehouse (organisation).
         */
        readonly post: operations["postShipments"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/shipments/{shipment}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * One shipment with its boxes and everybody who had it
         * @description For: dispatcher (organisation); quality (organisation); warehouse (organisation); driver (own); administrator (all); inspector (all). Own: shipments on trips that name the driver.
         */
        readonly get: operations["getShipmentsShipment"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/shipments/{shipment}/assign": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Put it on a trip, into a compartment that keeps its range
         * @description For: dispatcher (organisation).
         */
        readonly post: operations["postShipmentsShipmentAssign"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/shipments/{shipment}/unassign": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Take it off its trip
         * @description For: dispatcher (organisation).
         */
        readonly post: operations["postShipmentsShipmentUnassign"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/shipments/{shipment}/load": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * All its boxes are aboard
         * @description For: dispatcher (organisation); warehouse (organisation); driver (own). Own: shipments on trips that name the driver.
         */
        readonly post: operations["postShipmentsShipmentLoad"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/shipments/{shipment}/hand-over": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * It changes hands: delivered, refused, or brought back
         * @description For: dispatcher (organisation); driver (own). Own: shipments on trips that name the driver.
         */
        readonly post: operations["postShipmentsShipmentHandOver"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/shipments/{shipment}/cancel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * It is not sent
         * @description For: dispatcher (organisation).
         */
        readonly post: operations["postShipmentsShipmentCancel"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/geofences": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Places with a fence around them
         * @description For: dispatcher (organisation); quality (organisation); administrator (all); inspector (all).
         */
        readonly get: operations["getGeofences"];
        readonly put?: never;
        /**
         * Add a geofence
         * @description For: dispatcher (organisation).
         */
        readonly post: operations["postGeofences"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/geofences/{geofence}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Change a geofence
         * @description For: dispatcher (organisation).
         */
        readonly put: operations["putGeofencesGeofence"];
        readonly post?: never;
        /**
         * End a geofence
         * @description For: dispatcher (organisation).
         */
        readonly delete: operations["deleteGeofencesGeofence"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/audit": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Who did what to which record, the newest first; of a record of your own also what others did to it
         * @description For: quality (organisation); administrator (all); inspector (all).
         */
        readonly get: operations["getAudit"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/audit/{entry}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * One entry with its place in the chain; that its address was opened is an entry too
         * @description For: quality (organisation); administrator (all); inspector (all).
         */
        readonly get: operations["getAuditEntry"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/audit-chain": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * How far the chain has come, what was last found of it, and a signed checkpoint to keep elsewhere
         * @description For: quality (organisation); administrator (all); inspector (all).
         */
        readonly get: operations["getAuditChain"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/audit-chain/check": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Look over the whole chain now; a million entries take some ten seconds
         * @description For: quality (organisation); administrator (all); inspector (all).
         */
        readonly post: operations["postAuditChainCheck"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/inspections": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Your inspections, or everybody’s for an administrator, the newest first
         * @description For: quality (own); inspector (own); administrator (all). Own: inspections that the person opened.
         */
        readonly get: operations["getInspections"];
        readonly put?: never;
        /**
         * Say what you look for, before you look; it is over after twelve hours
         * @description For: quality (own); inspector (own). Own: inspections that the person opened.
         */
        readonly post: operations["postInspections"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/inspections/{inspection}/close": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Nothing more is looked at for it
         * @description For: quality (own); inspector (own). Own: inspections that the person opened.
         */
        readonly post: operations["postInspectionsInspectionClose"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/inspection/search": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Find a truck, room, box, trip, shipment, device or probe by plate, number or serial number
         * @description For: quality (organisation); inspector (all).
         */
        readonly get: operations["getInspectionSearch"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/inspection/{kind}/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * One record, what belongs to it, and whose frames tell of it
         * @description For: quality (organisation); inspector (all).
         */
        readonly get: operations["getInspectionKindId"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/inspection/{kind}/{id}/history": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Who did what to it, the newest first: what the audit says
         * @description For: quality (organisation); inspector (all).
         */
        readonly get: operations["getInspectionKindIdHistory"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/inspection/{kind}/{id}/readings": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What its frames say of a span of up to 31 days: extremes, means, time out of range, excursions, gaps
         * @description For: quality (organisation); inspector (all).
         */
        readonly get: operations["getInspectionKindIdReadings"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/inspection/{kind}/{id}/proofs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The signed frames of a span of up to 92 days, as they came, with keys and papers: a file for any verifier
         * @description For: quality (organisation); inspector (all).
         */
        readonly get: operations["getInspectionKindIdProofs"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/inspection/{kind}/{id}/documents/{document}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The very text of a paper that a device made, such as a hand-over
         * @description For: quality (organisation); inspector (all).
         */
        readonly get: operations["getInspectionKindIdDocumentsDocument"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/openapi.json": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** This interface as OpenAPI 3.1 */
        readonly get: operations["getOpenapiJson"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly Problem: {
            /** @constant */
            readonly type: "about:blank";
            readonly title: string;
            readonly status: number;
            readonly code: string;
            readonly detail: string;
            /** @description the part of the request that is wrong */
            readonly field?: string;
            readonly requestId?: string;
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
    readonly getHealth: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @constant */
                        readonly ok: true;
                        readonly frames: number;
                        readonly cursors: {
                            readonly [key: string]: number;
                        };
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getSession: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly person: {
                            readonly id: string;
                            readonly name: string;
                            readonly displayName: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly roles: readonly ("customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector")[];
                            readonly organisation: {
                                readonly id: string;
                                /** @enum {string} */
                                readonly kind: "pharmacy" | "clinic" | "wholesaler" | "carrier";
                                readonly name: {
                                    readonly zh: string;
                                    readonly en: string;
                                };
                            } | null;
                            /** @description until another is chosen, nothing else is open */
                            readonly passwordIsTemporary: boolean;
                        };
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postSession: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly name: string;
                    readonly password: string;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly person: {
                            readonly id: string;
                            readonly name: string;
                            readonly displayName: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly roles: readonly ("customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector")[];
                            readonly organisation: {
                                readonly id: string;
                                /** @enum {string} */
                                readonly kind: "pharmacy" | "clinic" | "wholesaler" | "carrier";
                                readonly name: {
                                    readonly zh: string;
                                    readonly en: string;
                                };
                            } | null;
                            /** @description until another is chosen, nothing else is open */
                            readonly passwordIsTemporary: boolean;
                        };
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description name or password is wrong */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too many attempts; Retry-After says how long to wait */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteSession: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getSessions: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly sessions: readonly {
                            readonly id: string;
                            /** Format: date-time */
                            readonly createdAt: string;
                            /** Format: date-time */
                            readonly lastUsedAt: string;
                            /** Format: date-time */
                            readonly expiresAt: string;
                            readonly address: string | null;
                            readonly userAgent: string | null;
                            readonly isThis: boolean;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteSessions: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteSessionsSession: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly session: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly putSessionPassword: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly current: string;
                    readonly wanted: string;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the current password is wrong, or the new one is the same */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too many wrong ones */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getPeople: {
        readonly parameters: {
            readonly query?: {
                /** @description how many at most, 1 to 100 */
                readonly limit?: string;
                /** @description the `next` of the page before */
                readonly after?: string;
                /** @description the beginning of a sign-in name, a whole name or a word of one, or a whole phone number or e-mail address */
                readonly search?: string;
                readonly organisation?: string;
                readonly role?: "customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly {
                            readonly id: string;
                            readonly name: string;
                            readonly displayName: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly roles: readonly ("customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector")[];
                            readonly organisation: {
                                readonly id: string;
                                /** @enum {string} */
                                readonly kind: "pharmacy" | "clinic" | "wholesaler" | "carrier";
                                readonly name: {
                                    readonly zh: string;
                                    readonly en: string;
                                };
                            } | null;
                            /** @enum {string} */
                            readonly state: "active" | "disabled" | "erased";
                            readonly phone: string | null;
                            readonly email: string | null;
                            /** Format: date-time */
                            readonly createdAt: string;
                            /** @description null: the password is one that the person chose */
                            readonly temporaryPasswordUntil: string | null;
                        }[];
                        readonly next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postPeople: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description typed at sign-in */
                    readonly name: string;
                    readonly displayName: {
                        readonly zh: string;
                        readonly en: string;
                    };
                    readonly organisationId: string | null;
                    readonly roles: readonly ("customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector")[];
                    readonly phone?: string | null;
                    readonly email?: string | null;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly person: {
                            readonly id: string;
                            readonly name: string;
                            readonly displayName: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly roles: readonly ("customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector")[];
                            readonly organisation: {
                                readonly id: string;
                                /** @enum {string} */
                                readonly kind: "pharmacy" | "clinic" | "wholesaler" | "carrier";
                                readonly name: {
                                    readonly zh: string;
                                    readonly en: string;
                                };
                            } | null;
                            /** @enum {string} */
                            readonly state: "active" | "disabled" | "erased";
                            readonly phone: string | null;
                            readonly email: string | null;
                            /** Format: date-time */
                            readonly createdAt: string;
                            /** @description null: the password is one that the person chose */
                            readonly temporaryPasswordUntil: string | null;
                        };
                        /** @description temporary; told once */
                        readonly password: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the name is taken */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such organisation, or a role that needs one */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getPeoplePerson: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly person: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly name: string;
                        readonly displayName: {
                            readonly zh: string;
                            readonly en: string;
                        };
                        readonly roles: readonly ("customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector")[];
                        readonly organisation: {
                            readonly id: string;
                            /** @enum {string} */
                            readonly kind: "pharmacy" | "clinic" | "wholesaler" | "carrier";
                            readonly name: {
                                readonly zh: string;
                                readonly en: string;
                            };
                        } | null;
                        /** @enum {string} */
                        readonly state: "active" | "disabled" | "erased";
                        readonly phone: string | null;
                        readonly email: string | null;
                        /** Format: date-time */
                        readonly createdAt: string;
                        /** @description null: the password is one that the person chose */
                        readonly temporaryPasswordUntil: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly patchPeoplePerson: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly person: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly displayName?: {
                        readonly zh: string;
                        readonly en: string;
                    };
                    readonly organisationId?: string | null;
                    readonly roles?: readonly ("customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector")[];
                    readonly phone?: string | null;
                    readonly email?: string | null;
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly name: string;
                        readonly displayName: {
                            readonly zh: string;
                            readonly en: string;
                        };
                        readonly roles: readonly ("customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector")[];
                        readonly organisation: {
                            readonly id: string;
                            /** @enum {string} */
                            readonly kind: "pharmacy" | "clinic" | "wholesaler" | "carrier";
                            readonly name: {
                                readonly zh: string;
                                readonly en: string;
                            };
                        } | null;
                        /** @enum {string} */
                        readonly state: "active" | "disabled" | "erased";
                        readonly phone: string | null;
                        readonly email: string | null;
                        /** Format: date-time */
                        readonly createdAt: string;
                        /** @description null: the password is one that the person chose */
                        readonly temporaryPasswordUntil: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it would leave nobody to administrate */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no such organisation, or a role that needs one */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postPeoplePersonDisable: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly person: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly name: string;
                        readonly displayName: {
                            readonly zh: string;
                            readonly en: string;
                        };
                        readonly roles: readonly ("customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector")[];
                        readonly organisation: {
                            readonly id: string;
                            /** @enum {string} */
                            readonly kind: "pharmacy" | "clinic" | "wholesaler" | "carrier";
                            readonly name: {
                                readonly zh: string;
                                readonly en: string;
                            };
                        } | null;
                        /** @enum {string} */
                        readonly state: "active" | "disabled" | "erased";
                        readonly phone: string | null;
                        readonly email: string | null;
                        /** Format: date-time */
                        readonly createdAt: string;
                        /** @description null: the password is one that the person chose */
                        readonly temporaryPasswordUntil: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not active, or it would leave nobody to administrate */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postPeoplePersonEnable: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly person: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly name: string;
                        readonly displayName: {
                            readonly zh: string;
                            readonly en: string;
                        };
                        readonly roles: readonly ("customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector")[];
                        readonly organisation: {
                            readonly id: string;
                            /** @enum {string} */
                            readonly kind: "pharmacy" | "clinic" | "wholesaler" | "carrier";
                            readonly name: {
                                readonly zh: string;
                                readonly en: string;
                            };
                        } | null;
                        /** @enum {string} */
                        readonly state: "active" | "disabled" | "erased";
                        readonly phone: string | null;
                        readonly email: string | null;
                        /** Format: date-time */
                        readonly createdAt: string;
                        /** @description null: the password is one that the person chose */
                        readonly temporaryPasswordUntil: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not disabled, or its organisation is closed */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postPeoplePersonResetPassword: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly person: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly password: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the person was erased */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getPeoplePersonSessions: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly person: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly sessions: readonly {
                            readonly id: string;
                            /** Format: date-time */
                            readonly createdAt: string;
                            /** Format: date-time */
                            readonly lastUsedAt: string;
                            /** Format: date-time */
                            readonly expiresAt: string;
                            readonly address: string | null;
                            readonly userAgent: string | null;
                            readonly isThis: boolean;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deletePeoplePersonSessions: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly person: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deletePeoplePersonSessionsSession: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly person: string;
                readonly session: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getOrganisations: {
        readonly parameters: {
            readonly query?: {
                /** @description how many at most, 1 to 100 */
                readonly limit?: string;
                /** @description the `next` of the page before */
                readonly after?: string;
                readonly kind?: "pharmacy" | "clinic" | "wholesaler" | "carrier";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly {
                            readonly id: string;
                            /** @enum {string} */
                            readonly kind: "pharmacy" | "clinic" | "wholesaler" | "carrier";
                            readonly name: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly licenceNumber: string | null;
                            /** Format: date-time */
                            readonly createdAt: string;
                            readonly closedAt: string | null;
                        }[];
                        readonly next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postOrganisations: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @enum {string} */
                    readonly kind: "pharmacy" | "clinic" | "wholesaler" | "carrier";
                    readonly name: {
                        readonly zh: string;
                        readonly en: string;
                    };
                    readonly licenceNumber?: string | null;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        /** @enum {string} */
                        readonly kind: "pharmacy" | "clinic" | "wholesaler" | "carrier";
                        readonly name: {
                            readonly zh: string;
                            readonly en: string;
                        };
                        readonly licenceNumber: string | null;
                        /** Format: date-time */
                        readonly createdAt: string;
                        readonly closedAt: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getOrganisationsOrganisation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly organisation: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        /** @enum {string} */
                        readonly kind: "pharmacy" | "clinic" | "wholesaler" | "carrier";
                        readonly name: {
                            readonly zh: string;
                            readonly en: string;
                        };
                        readonly licenceNumber: string | null;
                        /** Format: date-time */
                        readonly createdAt: string;
                        readonly closedAt: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly patchOrganisationsOrganisation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly organisation: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly name?: {
                        readonly zh: string;
                        readonly en: string;
                    };
                    readonly licenceNumber?: string | null;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        /** @enum {string} */
                        readonly kind: "pharmacy" | "clinic" | "wholesaler" | "carrier";
                        readonly name: {
                            readonly zh: string;
                            readonly en: string;
                        };
                        readonly licenceNumber: string | null;
                        /** Format: date-time */
                        readonly createdAt: string;
                        readonly closedAt: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postOrganisationsOrganisationClose: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly organisation: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        /** @enum {string} */
                        readonly kind: "pharmacy" | "clinic" | "wholesaler" | "carrier";
                        readonly name: {
                            readonly zh: string;
                            readonly en: string;
                        };
                        readonly licenceNumber: string | null;
                        /** Format: date-time */
                        readonly createdAt: string;
                        readonly closedAt: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is closed already, or somebody of it can still sign in */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getSessionWays: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @constant */
                        readonly password: true;
                        readonly outside: boolean;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getSessionOutside: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                };
            };
            /** @description to the provider */
            readonly 303: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no outside provider is configured */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getSessionOutsideCallback: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                };
            };
            /** @description to our pages, signed in or with the reason why not */
            readonly 303: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no outside provider is configured */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getPeoplePersonOutsideIdentity: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly person: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly issuer: string;
                        /** Format: date-time */
                        readonly linkedAt: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly putPeoplePersonOutsideIdentity: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly person: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly subject: string;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the subject belongs to somebody else already */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deletePeoplePersonOutsideIdentity: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly person: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getTrucks: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly cursor: string;
                        readonly trucks: readonly {
                            readonly device: string;
                            readonly name: string;
                            /** @enum {string} */
                            readonly kind: "truck" | "room" | "box";
                            readonly online: boolean;
                            readonly onlineSince: string | null;
                            readonly lastRecordedAt: string | null;
                            readonly frames: number;
                            readonly recordIntervalMs: number;
                            readonly flags: {
                                readonly broken: number;
                                readonly forks: number;
                                readonly quarantined: number;
                            };
                            /** @description WGS-84 */
                            readonly position: {
                                readonly latitude: number;
                                readonly longitude: number;
                                readonly speedKmh: number | null;
                                /** Format: date-time */
                                readonly at: string;
                            } | null;
                            readonly positionMark: ("ok" | "range" | "frozen" | "timeout" | "crc" | "exception" | "invalid" | "open" | "void") | null;
                            readonly powerOn: boolean | null;
                            readonly compartments: readonly {
                                readonly id: string;
                                readonly name: {
                                    readonly zh: string;
                                    readonly en: string;
                                };
                                readonly range: {
                                    readonly minCelsius: number;
                                    readonly maxCelsius: number;
                                } | null;
                                readonly doorOpen: boolean | null;
                                readonly alarm: {
                                    readonly id: string;
                                    /** Format: date-time */
                                    readonly openedAt: string;
                                    readonly peakCelsius: number;
                                    readonly channel: string;
                                } | null;
                                readonly channels: readonly {
                                    readonly id: string;
                                    readonly quantity: string;
                                    /** @description UCUM */
                                    readonly unit: string;
                                    readonly decimals: number;
                                    readonly source: string;
                                    readonly value: number | null;
                                    readonly mark: ("ok" | "range" | "frozen" | "timeout" | "crc" | "exception" | "invalid" | "open" | "void") | null;
                                    readonly at: string | null;
                                }[];
                            }[];
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getTrucksDevice: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly device: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly cursor: string;
                        readonly truck: {
                            readonly device: string;
                            readonly name: string;
                            /** @enum {string} */
                            readonly kind: "truck" | "room" | "box";
                            readonly online: boolean;
                            readonly onlineSince: string | null;
                            readonly lastRecordedAt: string | null;
                            readonly frames: number;
                            readonly recordIntervalMs: number;
                            readonly flags: {
                                readonly broken: number;
                                readonly forks: number;
                                readonly quarantined: number;
                            };
                            /** @description WGS-84 */
                            readonly position: {
                                readonly latitude: number;
                                readonly longitude: number;
                                readonly speedKmh: number | null;
                                /** Format: date-time */
                                readonly at: string;
                            } | null;
                            readonly positionMark: ("ok" | "range" | "frozen" | "timeout" | "crc" | "exception" | "invalid" | "open" | "void") | null;
                            readonly powerOn: boolean | null;
                            readonly compartments: readonly {
                                readonly id: string;
                                readonly name: {
                                    readonly zh: string;
                                    readonly en: string;
                                };
                                readonly range: {
                                    readonly minCelsius: number;
                                    readonly maxCelsius: number;
                                } | null;
                                readonly doorOpen: boolean | null;
                                readonly alarm: {
                                    readonly id: string;
                                    /** Format: date-time */
                                    readonly openedAt: string;
                                    readonly peakCelsius: number;
                                    readonly channel: string;
                                } | null;
                                readonly channels: readonly {
                                    readonly id: string;
                                    readonly quantity: string;
                                    /** @description UCUM */
                                    readonly unit: string;
                                    readonly decimals: number;
                                    readonly source: string;
                                    readonly value: number | null;
                                    readonly mark: ("ok" | "range" | "frozen" | "timeout" | "crc" | "exception" | "invalid" | "open" | "void") | null;
                                    readonly at: string | null;
                                }[];
                            }[];
                        };
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getTrucksDeviceSeries: {
        readonly parameters: {
            readonly query: {
                readonly from: string;
                readonly to: string;
                readonly compartment: string;
                /** @description at most so many points a channel, each the mean of a bucket with its least and greatest beside it */
                readonly buckets?: string;
            };
            readonly header?: never;
            readonly path: {
                readonly device: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly device: string;
                        readonly compartment: string;
                        readonly range: {
                            readonly minCelsius: number;
                            readonly maxCelsius: number;
                        } | null;
                        readonly recordIntervalMs: number;
                        readonly channels: readonly {
                            readonly id: string;
                            readonly quantity: string;
                            /** @description UCUM */
                            readonly unit: string;
                            readonly decimals: number;
                            readonly source: string;
                            readonly points: readonly (readonly [
                                number,
                                number | null,
                                "ok" | "range" | "frozen" | "timeout" | "crc" | "exception" | "invalid" | "open" | "void"
                            ])[];
                            /** @description of buckets: time as in points, least and greatest */
                            readonly band?: readonly (readonly [
                                number,
                                number | null,
                                number | null
                            ])[];
                        }[];
                        /** @description left out: every row is a point */
                        readonly bucketMs?: number;
                        /** @description of buckets: gaps shorter than one, which gaps leaves out */
                        readonly shorterGaps?: {
                            readonly count: number;
                            readonly totalMs: number;
                        };
                        readonly gaps: readonly {
                            readonly fromMs: number;
                            readonly toMs: number;
                            readonly reason: string;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getTrucksDeviceTrack: {
        readonly parameters: {
            readonly query: {
                readonly from: string;
                readonly to: string;
            };
            readonly header?: never;
            readonly path: {
                readonly device: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly points: readonly (readonly [
                            number,
                            number,
                            number,
                            number | null
                        ])[];
                        /** @description of long spans: how far apart points are kept */
                        readonly stepMs?: number;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getAlarms: {
        readonly parameters: {
            readonly query?: {
                readonly state?: "open" | "all";
                readonly limit?: string;
                readonly before?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly alarms: readonly {
                            readonly id: string;
                            readonly device: string;
                            readonly truckName: string;
                            readonly compartment: string;
                            readonly compartmentName: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            /** Format: date-time */
                            readonly openedAt: string;
                            readonly closedAt: string | null;
                            readonly peakCelsius: number;
                            readonly range: {
                                readonly minCelsius: number;
                                readonly maxCelsius: number;
                            };
                            readonly channel: string;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getFeed: {
        readonly parameters: {
            readonly query?: {
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/event-stream": string;
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too many feeds are open; Retry-After says when to ask again */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getDocs: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getDocsFile: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly file: "start.js" | "swagger-ui-bundle.js" | "swagger-ui.css" | "favicon-32x32.png";
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/octet-stream": string;
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getWellKnownOauthAuthorizationServer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly issuer: string;
                    } & {
                        readonly [key: string]: unknown;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getOauthJwks: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly keys: readonly {
                            readonly kid: string;
                            readonly kty: string;
                            readonly crv: string;
                            readonly x: string;
                            readonly y: string;
                            readonly alg: string;
                            readonly use: string;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getOauthAuthorize: {
        readonly parameters: {
            readonly query: {
                readonly client_id: string;
                readonly redirect_uri: string;
                readonly response_type?: string;
                readonly scope?: string;
                readonly state?: string;
                readonly code_challenge?: string;
                readonly code_challenge_method?: string;
                readonly response_mode?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly client: {
                            readonly id: string;
                            readonly name: {
                                readonly zh: string;
                                readonly en: string;
                            };
                        };
                        /** @description where the browser goes afterwards, for the person to see */
                        readonly redirectOrigin: string;
                        readonly scopes: readonly string[];
                    } | {
                        /** @description the request is wrong, and its client wants to hear of it */
                        readonly redirectTo: string;
                    };
                };
            };
            /** @description to our page, or back to the client with an error */
            readonly 303: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JSON was asked for, nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postOauthAuthorize: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly request: {
                        readonly client_id: string;
                        readonly redirect_uri: string;
                        readonly response_type?: string;
                        readonly scope?: string;
                        readonly state?: string;
                        readonly code_challenge?: string;
                        readonly code_challenge_method?: string;
                        readonly response_mode?: string;
                    };
                    readonly allow: boolean;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly redirectTo: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postOauthToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/x-www-form-urlencoded": string;
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly access_token: string;
                        /** @constant */
                        readonly token_type: "Bearer";
                        readonly expires_in: number;
                        readonly refresh_token?: string;
                        readonly scope: string;
                    };
                };
            };
            /** @description the request is not as it should be, told as `error` and `error_description` (RFC 6749 5.2) */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the client is not known, told in the same way */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postOauthRevoke: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/x-www-form-urlencoded": string;
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Record<string, never>;
                };
            };
            /** @description the request is not as it should be, told as `error` and `error_description` (RFC 6749 5.2) */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the client is not known, told in the same way */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postOauthIntrospect: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/x-www-form-urlencoded": string;
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @constant */
                        readonly active: false;
                    } | {
                        /** @constant */
                        readonly active: true;
                        readonly client_id: string;
                        /** @enum {string} */
                        readonly token_type: "Bearer" | "refresh_token";
                        readonly scope: string;
                        readonly sub: string;
                        readonly exp: number;
                    };
                };
            };
            /** @description the request is not as it should be, told as `error` and `error_description` (RFC 6749 5.2) */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the client is not known, told in the same way */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getClients: {
        readonly parameters: {
            readonly query?: {
                /** @description how many at most, 1 to 100 */
                readonly limit?: string;
                /** @description the `next` of the page before */
                readonly after?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly {
                            readonly id: string;
                            readonly name: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            /** @enum {string} */
                            readonly kind: "confidential" | "public";
                            readonly organisationId: string | null;
                            readonly grantTypes: readonly ("authorization_code" | "refresh_token" | "client_credentials")[];
                            readonly redirectUris: readonly string[];
                            readonly scopes: readonly string[];
                            readonly roles: readonly ("customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector")[];
                            /** Format: date-time */
                            readonly createdAt: string;
                        }[];
                        readonly next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postClients: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly name: {
                        readonly zh: string;
                        readonly en: string;
                    };
                    /**
                     * @description public: an app on a device, which can keep no secret
                     * @enum {string}
                     */
                    readonly kind: "confidential" | "public";
                    /** @description of the client where it asks in its own name */
                    readonly organisationId: string | null;
                    readonly grantTypes: readonly ("authorization_code" | "refresh_token" | "client_credentials")[];
                    /** @default [] */
                    readonly redirectUris?: readonly string[];
                    readonly scopes: readonly ("fleet:read" | "fleet:write" | "telemetry:read" | "trips:read" | "trips:write")[];
                    /**
                     * @description of the client where it asks in its own name
                     * @default []
                     */
                    readonly roles?: readonly ("customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "inspector")[];
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly client: {
                            readonly id: string;
                            readonly name: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            /** @enum {string} */
                            readonly kind: "confidential" | "public";
                            readonly organisationId: string | null;
                            readonly grantTypes: readonly ("authorization_code" | "refresh_token" | "client_credentials")[];
                            readonly redirectUris: readonly string[];
                            readonly scopes: readonly string[];
                            readonly roles: readonly ("customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector")[];
                            /** Format: date-time */
                            readonly createdAt: string;
                        };
                        readonly secret: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such organisation */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getClientsClient: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly client: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly name: {
                            readonly zh: string;
                            readonly en: string;
                        };
                        /** @enum {string} */
                        readonly kind: "confidential" | "public";
                        readonly organisationId: string | null;
                        readonly grantTypes: readonly ("authorization_code" | "refresh_token" | "client_credentials")[];
                        readonly redirectUris: readonly string[];
                        readonly scopes: readonly string[];
                        readonly roles: readonly ("customer" | "doctor" | "pharmacist" | "platform-reviewer" | "warehouse" | "driver" | "dispatcher" | "quality" | "technician" | "administrator" | "inspector")[];
                        /** Format: date-time */
                        readonly createdAt: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteClientsClient: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly client: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postClientsClientSecret: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly client: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly secret: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getGrants: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly {
                            readonly id: string;
                            readonly clientId: string;
                            readonly clientName: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly scopes: readonly string[];
                            /** Format: date-time */
                            readonly createdAt: string;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteGrantsGrant: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly grant: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getWebhooks: {
        readonly parameters: {
            readonly query?: {
                /** @description how many at most, 1 to 100 */
                readonly limit?: string;
                /** @description the `next` of the page before */
                readonly after?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly {
                            readonly id: string;
                            readonly url: string;
                            readonly organisationId: string | null;
                            readonly events: readonly ("alarm.opened" | "alarm.closed" | "trip.*" | "shipment.*")[];
                            /** Format: date-time */
                            readonly createdAt: string;
                        }[];
                        readonly next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postWebhooks: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly url: string;
                    /** @description null: of all organisations */
                    readonly organisationId: string | null;
                    readonly events: readonly ("alarm.opened" | "alarm.closed" | "trip.*" | "shipment.*")[];
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly webhook: {
                            readonly id: string;
                            readonly url: string;
                            readonly organisationId: string | null;
                            readonly events: readonly ("alarm.opened" | "alarm.closed" | "trip.*" | "shipment.*")[];
                            /** Format: date-time */
                            readonly createdAt: string;
                        };
                        readonly secret: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the address is private, of this machine or not known, or there is no such organisation */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getWebhooksWebhook: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly webhook: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly url: string;
                        readonly organisationId: string | null;
                        readonly events: readonly ("alarm.opened" | "alarm.closed" | "trip.*" | "shipment.*")[];
                        /** Format: date-time */
                        readonly createdAt: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteWebhooksWebhook: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly webhook: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getWebhooksWebhookDeliveries: {
        readonly parameters: {
            readonly query?: {
                /** @description how many at most, 1 to 100 */
                readonly limit?: string;
                /** @description the `next` of the page before */
                readonly after?: string;
            };
            readonly header?: never;
            readonly path: {
                readonly webhook: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly {
                            /** @description as the header webhook-id says it */
                            readonly id: string;
                            readonly type: string;
                            readonly attempts: number;
                            /** Format: date-time */
                            readonly createdAt: string;
                            readonly lastAttemptAt: string | null;
                            readonly lastAnswer: string | null;
                            readonly outcome: ("delivered" | "given-up") | null;
                            readonly nextAttemptAt: string | null;
                        }[];
                        readonly next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getAssets: {
        readonly parameters: {
            readonly query?: {
                /** @description how many at most, 1 to 100 */
                readonly limit?: string;
                /** @description the `next` of the page before */
                readonly after?: string;
                readonly kind?: "truck" | "room" | "box";
                readonly state?: "in-preparation" | "in-service" | "out-of-service" | "retired";
                /** @description in the name */
                readonly search?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly {
                            readonly id: string;
                            /** @enum {string} */
                            readonly kind: "truck" | "room" | "box";
                            readonly name: string;
                            readonly organisationId: string;
                            readonly carrierOrganisationId: string | null;
                            /** @enum {string} */
                            readonly state: "in-preparation" | "in-service" | "out-of-service" | "retired";
                            readonly revision: number;
                            readonly device: string | null;
                            readonly compartments: readonly {
                                readonly id: string;
                                readonly code: string;
                                readonly name: {
                                    readonly zh: string;
                                    readonly en: string;
                                };
                                readonly volumeCubicMetres: number;
                                readonly floorAreaSquareMetres: number | null;
                                readonly range: {
                                    readonly minCelsius: number;
                                    readonly maxCelsius: number;
                                };
                                readonly points: readonly {
                                    readonly point: string;
                                    readonly bus: string;
                                    readonly unit: number;
                                    readonly probe: {
                                        readonly id: string;
                                        readonly serialNumber: string;
                                        readonly model: string;
                                        /** @enum {string} */
                                        readonly state: "in-stock" | "fitted" | "due" | "retired";
                                        /** @enum {string} */
                                        readonly calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                                        readonly calibrationDueOn: string | null;
                                    };
                                }[];
                                /** @description by GSP Annex 3 */
                                readonly pointsRequired: number;
                                readonly problems: readonly ("TOO_FEW_POINTS" | "NOT_CALIBRATED")[];
                            }[];
                        }[];
                        readonly next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postAssets: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @enum {string} */
                    readonly kind: "truck" | "room" | "box";
                    /** @description plate of a truck */
                    readonly name: string;
                    /**
                     * Format: uuid
                     * @description default: your own
                     */
                    readonly organisationId?: string;
                    readonly carrierOrganisationId?: string | null;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        /** @enum {string} */
                        readonly kind: "truck" | "room" | "box";
                        readonly name: string;
                        readonly organisationId: string;
                        readonly carrierOrganisationId: string | null;
                        /** @enum {string} */
                        readonly state: "in-preparation" | "in-service" | "out-of-service" | "retired";
                        readonly revision: number;
                        readonly device: string | null;
                        readonly compartments: readonly {
                            readonly id: string;
                            readonly code: string;
                            readonly name: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly volumeCubicMetres: number;
                            readonly floorAreaSquareMetres: number | null;
                            readonly range: {
                                readonly minCelsius: number;
                                readonly maxCelsius: number;
                            };
                            readonly points: readonly {
                                readonly point: string;
                                readonly bus: string;
                                readonly unit: number;
                                readonly probe: {
                                    readonly id: string;
                                    readonly serialNumber: string;
                                    readonly model: string;
                                    /** @enum {string} */
                                    readonly state: "in-stock" | "fitted" | "due" | "retired";
                                    /** @enum {string} */
                                    readonly calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                                    readonly calibrationDueOn: string | null;
                                };
                            }[];
                            /** @description by GSP Annex 3 */
                            readonly pointsRequired: number;
                            readonly problems: readonly ("TOO_FEW_POINTS" | "NOT_CALIBRATED")[];
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getAssetsAsset: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly asset: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        /** @enum {string} */
                        readonly kind: "truck" | "room" | "box";
                        readonly name: string;
                        readonly organisationId: string;
                        readonly carrierOrganisationId: string | null;
                        /** @enum {string} */
                        readonly state: "in-preparation" | "in-service" | "out-of-service" | "retired";
                        readonly revision: number;
                        readonly device: string | null;
                        readonly compartments: readonly {
                            readonly id: string;
                            readonly code: string;
                            readonly name: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly volumeCubicMetres: number;
                            readonly floorAreaSquareMetres: number | null;
                            readonly range: {
                                readonly minCelsius: number;
                                readonly maxCelsius: number;
                            };
                            readonly points: readonly {
                                readonly point: string;
                                readonly bus: string;
                                readonly unit: number;
                                readonly probe: {
                                    readonly id: string;
                                    readonly serialNumber: string;
                                    readonly model: string;
                                    /** @enum {string} */
                                    readonly state: "in-stock" | "fitted" | "due" | "retired";
                                    /** @enum {string} */
                                    readonly calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                                    readonly calibrationDueOn: string | null;
                                };
                            }[];
                            /** @description by GSP Annex 3 */
                            readonly pointsRequired: number;
                            readonly problems: readonly ("TOO_FEW_POINTS" | "NOT_CALIBRATED")[];
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly patchAssetsAsset: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly asset: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly name?: string;
                    readonly carrierOrganisationId?: string | null;
                    /** @description of the record that the change was made from */
                    readonly revision: number;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        /** @enum {string} */
                        readonly kind: "truck" | "room" | "box";
                        readonly name: string;
                        readonly organisationId: string;
                        readonly carrierOrganisationId: string | null;
                        /** @enum {string} */
                        readonly state: "in-preparation" | "in-service" | "out-of-service" | "retired";
                        readonly revision: number;
                        readonly device: string | null;
                        readonly compartments: readonly {
                            readonly id: string;
                            readonly code: string;
                            readonly name: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly volumeCubicMetres: number;
                            readonly floorAreaSquareMetres: number | null;
                            readonly range: {
                                readonly minCelsius: number;
                                readonly maxCelsius: number;
                            };
                            readonly points: readonly {
                                readonly point: string;
                                readonly bus: string;
                                readonly unit: number;
                                readonly probe: {
                                    readonly id: string;
                                    readonly serialNumber: string;
                                    readonly model: string;
                                    /** @enum {string} */
                                    readonly state: "in-stock" | "fitted" | "due" | "retired";
                                    /** @enum {string} */
                                    readonly calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                                    readonly calibrationDueOn: string | null;
                                };
                            }[];
                            /** @description by GSP Annex 3 */
                            readonly pointsRequired: number;
                            readonly problems: readonly ("TOO_FEW_POINTS" | "NOT_CALIBRATED")[];
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postAssetsAssetCommission: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly asset: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description of the record that the change was made from */
                    readonly revision: number;
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        /** @enum {string} */
                        readonly kind: "truck" | "room" | "box";
                        readonly name: string;
                        readonly organisationId: string;
                        readonly carrierOrganisationId: string | null;
                        /** @enum {string} */
                        readonly state: "in-preparation" | "in-service" | "out-of-service" | "retired";
                        readonly revision: number;
                        readonly device: string | null;
                        readonly compartments: readonly {
                            readonly id: string;
                            readonly code: string;
                            readonly name: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly volumeCubicMetres: number;
                            readonly floorAreaSquareMetres: number | null;
                            readonly range: {
                                readonly minCelsius: number;
                                readonly maxCelsius: number;
                            };
                            readonly points: readonly {
                                readonly point: string;
                                readonly bus: string;
                                readonly unit: number;
                                readonly probe: {
                                    readonly id: string;
                                    readonly serialNumber: string;
                                    readonly model: string;
                                    /** @enum {string} */
                                    readonly state: "in-stock" | "fitted" | "due" | "retired";
                                    /** @enum {string} */
                                    readonly calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                                    readonly calibrationDueOn: string | null;
                                };
                            }[];
                            /** @description by GSP Annex 3 */
                            readonly pointsRequired: number;
                            readonly problems: readonly ("TOO_FEW_POINTS" | "NOT_CALIBRATED")[];
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not from this state, or something that GSP wants is missing; the field says what */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postAssetsAssetWithdraw: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly asset: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description of the record that the change was made from */
                    readonly revision: number;
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        /** @enum {string} */
                        readonly kind: "truck" | "room" | "box";
                        readonly name: string;
                        readonly organisationId: string;
                        readonly carrierOrganisationId: string | null;
                        /** @enum {string} */
                        readonly state: "in-preparation" | "in-service" | "out-of-service" | "retired";
                        readonly revision: number;
                        readonly device: string | null;
                        readonly compartments: readonly {
                            readonly id: string;
                            readonly code: string;
                            readonly name: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly volumeCubicMetres: number;
                            readonly floorAreaSquareMetres: number | null;
                            readonly range: {
                                readonly minCelsius: number;
                                readonly maxCelsius: number;
                            };
                            readonly points: readonly {
                                readonly point: string;
                                readonly bus: string;
                                readonly unit: number;
                                readonly probe: {
                                    readonly id: string;
                                    readonly serialNumber: string;
                                    readonly model: string;
                                    /** @enum {string} */
                                    readonly state: "in-stock" | "fitted" | "due" | "retired";
                                    /** @enum {string} */
                                    readonly calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                                    readonly calibrationDueOn: string | null;
                                };
                            }[];
                            /** @description by GSP Annex 3 */
                            readonly pointsRequired: number;
                            readonly problems: readonly ("TOO_FEW_POINTS" | "NOT_CALIBRATED")[];
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not from this state, or something that GSP wants is missing; the field says what */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postAssetsAssetReturn: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly asset: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description of the record that the change was made from */
                    readonly revision: number;
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        /** @enum {string} */
                        readonly kind: "truck" | "room" | "box";
                        readonly name: string;
                        readonly organisationId: string;
                        readonly carrierOrganisationId: string | null;
                        /** @enum {string} */
                        readonly state: "in-preparation" | "in-service" | "out-of-service" | "retired";
                        readonly revision: number;
                        readonly device: string | null;
                        readonly compartments: readonly {
                            readonly id: string;
                            readonly code: string;
                            readonly name: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly volumeCubicMetres: number;
                            readonly floorAreaSquareMetres: number | null;
                            readonly range: {
                                readonly minCelsius: number;
                                readonly maxCelsius: number;
                            };
                            readonly points: readonly {
                                readonly point: string;
                                readonly bus: string;
                                readonly unit: number;
                                readonly probe: {
                                    readonly id: string;
                                    readonly serialNumber: string;
                                    readonly model: string;
                                    /** @enum {string} */
                                    readonly state: "in-stock" | "fitted" | "due" | "retired";
                                    /** @enum {string} */
                                    readonly calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                                    readonly calibrationDueOn: string | null;
                                };
                            }[];
                            /** @description by GSP Annex 3 */
                            readonly pointsRequired: number;
                            readonly problems: readonly ("TOO_FEW_POINTS" | "NOT_CALIBRATED")[];
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not from this state, or something that GSP wants is missing; the field says what */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postAssetsAssetRetire: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly asset: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description of the record that the change was made from */
                    readonly revision: number;
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        /** @enum {string} */
                        readonly kind: "truck" | "room" | "box";
                        readonly name: string;
                        readonly organisationId: string;
                        readonly carrierOrganisationId: string | null;
                        /** @enum {string} */
                        readonly state: "in-preparation" | "in-service" | "out-of-service" | "retired";
                        readonly revision: number;
                        readonly device: string | null;
                        readonly compartments: readonly {
                            readonly id: string;
                            readonly code: string;
                            readonly name: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly volumeCubicMetres: number;
                            readonly floorAreaSquareMetres: number | null;
                            readonly range: {
                                readonly minCelsius: number;
                                readonly maxCelsius: number;
                            };
                            readonly points: readonly {
                                readonly point: string;
                                readonly bus: string;
                                readonly unit: number;
                                readonly probe: {
                                    readonly id: string;
                                    readonly serialNumber: string;
                                    readonly model: string;
                                    /** @enum {string} */
                                    readonly state: "in-stock" | "fitted" | "due" | "retired";
                                    /** @enum {string} */
                                    readonly calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                                    readonly calibrationDueOn: string | null;
                                };
                            }[];
                            /** @description by GSP Annex 3 */
                            readonly pointsRequired: number;
                            readonly problems: readonly ("TOO_FEW_POINTS" | "NOT_CALIBRATED")[];
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not from this state, or something that GSP wants is missing; the field says what */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postAssetsAssetCompartments: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly asset: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly code: string;
                    readonly name: {
                        readonly zh: string;
                        readonly en: string;
                    };
                    readonly volumeCubicMetres: number;
                    /** @description of a zone of a room */
                    readonly floorAreaSquareMetres?: number | null;
                    readonly range: {
                        readonly minCelsius: number;
                        readonly maxCelsius: number;
                    };
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        /** @enum {string} */
                        readonly kind: "truck" | "room" | "box";
                        readonly name: string;
                        readonly organisationId: string;
                        readonly carrierOrganisationId: string | null;
                        /** @enum {string} */
                        readonly state: "in-preparation" | "in-service" | "out-of-service" | "retired";
                        readonly revision: number;
                        readonly device: string | null;
                        readonly compartments: readonly {
                            readonly id: string;
                            readonly code: string;
                            readonly name: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly volumeCubicMetres: number;
                            readonly floorAreaSquareMetres: number | null;
                            readonly range: {
                                readonly minCelsius: number;
                                readonly maxCelsius: number;
                            };
                            readonly points: readonly {
                                readonly point: string;
                                readonly bus: string;
                                readonly unit: number;
                                readonly probe: {
                                    readonly id: string;
                                    readonly serialNumber: string;
                                    readonly model: string;
                                    /** @enum {string} */
                                    readonly state: "in-stock" | "fitted" | "due" | "retired";
                                    /** @enum {string} */
                                    readonly calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                                    readonly calibrationDueOn: string | null;
                                };
                            }[];
                            /** @description by GSP Annex 3 */
                            readonly pointsRequired: number;
                            readonly problems: readonly ("TOO_FEW_POINTS" | "NOT_CALIBRATED")[];
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly patchAssetsAssetCompartmentsCompartment: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly asset: string;
                readonly compartment: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly name?: {
                        readonly zh: string;
                        readonly en: string;
                    };
                    readonly volumeCubicMetres?: number;
                    readonly floorAreaSquareMetres?: number | null;
                    readonly range?: {
                        readonly minCelsius: number;
                        readonly maxCelsius: number;
                    };
                    /** @description of the asset */
                    readonly revision: number;
                    readonly reason?: string;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        /** @enum {string} */
                        readonly kind: "truck" | "room" | "box";
                        readonly name: string;
                        readonly organisationId: string;
                        readonly carrierOrganisationId: string | null;
                        /** @enum {string} */
                        readonly state: "in-preparation" | "in-service" | "out-of-service" | "retired";
                        readonly revision: number;
                        readonly device: string | null;
                        readonly compartments: readonly {
                            readonly id: string;
                            readonly code: string;
                            readonly name: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly volumeCubicMetres: number;
                            readonly floorAreaSquareMetres: number | null;
                            readonly range: {
                                readonly minCelsius: number;
                                readonly maxCelsius: number;
                            };
                            readonly points: readonly {
                                readonly point: string;
                                readonly bus: string;
                                readonly unit: number;
                                readonly probe: {
                                    readonly id: string;
                                    readonly serialNumber: string;
                                    readonly model: string;
                                    /** @enum {string} */
                                    readonly state: "in-stock" | "fitted" | "due" | "retired";
                                    /** @enum {string} */
                                    readonly calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                                    readonly calibrationDueOn: string | null;
                                };
                            }[];
                            /** @description by GSP Annex 3 */
                            readonly pointsRequired: number;
                            readonly problems: readonly ("TOO_FEW_POINTS" | "NOT_CALIBRATED")[];
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postAssetsAssetCompartmentsCompartmentRemove: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly asset: string;
                readonly compartment: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description of the asset */
                    readonly revision: number;
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        /** @enum {string} */
                        readonly kind: "truck" | "room" | "box";
                        readonly name: string;
                        readonly organisationId: string;
                        readonly carrierOrganisationId: string | null;
                        /** @enum {string} */
                        readonly state: "in-preparation" | "in-service" | "out-of-service" | "retired";
                        readonly revision: number;
                        readonly device: string | null;
                        readonly compartments: readonly {
                            readonly id: string;
                            readonly code: string;
                            readonly name: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly volumeCubicMetres: number;
                            readonly floorAreaSquareMetres: number | null;
                            readonly range: {
                                readonly minCelsius: number;
                                readonly maxCelsius: number;
                            };
                            readonly points: readonly {
                                readonly point: string;
                                readonly bus: string;
                                readonly unit: number;
                                readonly probe: {
                                    readonly id: string;
                                    readonly serialNumber: string;
                                    readonly model: string;
                                    /** @enum {string} */
                                    readonly state: "in-stock" | "fitted" | "due" | "retired";
                                    /** @enum {string} */
                                    readonly calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                                    readonly calibrationDueOn: string | null;
                                };
                            }[];
                            /** @description by GSP Annex 3 */
                            readonly pointsRequired: number;
                            readonly problems: readonly ("TOO_FEW_POINTS" | "NOT_CALIBRATED")[];
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getAssetsAssetSettings: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly asset: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly device: string | null;
                        /** @description why no new revision is made */
                        readonly nothingToSet: ("no-compartments" | "compartment-without-probe" | "retired") | null;
                        readonly wanted: {
                            readonly revision: number;
                            /** Format: date-time */
                            readonly madeAt: string;
                            readonly layout: {
                                readonly compartments: readonly {
                                    readonly id: string;
                                    readonly name: {
                                        readonly zh: string;
                                        readonly en: string;
                                    };
                                    readonly range: {
                                        readonly minCelsius: number;
                                        readonly maxCelsius: number;
                                    };
                                    readonly volumeCubicMetres?: number;
                                }[];
                                readonly probes: readonly {
                                    readonly id: string;
                                    readonly bus: string;
                                    readonly unit: number;
                                    readonly profile: string;
                                    readonly compartment: string;
                                }[];
                            };
                        } | null;
                        readonly reported: {
                            readonly applied: number | null;
                            readonly refused: {
                                readonly revision: number;
                                readonly field: string;
                                readonly problem: string;
                            } | null;
                            /** Format: date-time */
                            readonly at: string;
                        } | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getProbes: {
        readonly parameters: {
            readonly query?: {
                /** @description how many at most, 1 to 100 */
                readonly limit?: string;
                /** @description the `next` of the page before */
                readonly after?: string;
                readonly state?: "in-stock" | "fitted" | "due" | "retired";
                readonly calibration?: "valid" | "due-soon" | "overdue" | "failed" | "none";
                /** @description in serial number and model */
                readonly search?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly {
                            readonly id: string;
                            readonly organisationId: string;
                            readonly serialNumber: string;
                            /** @description profile by which the device reads it */
                            readonly model: string;
                            /** @enum {string} */
                            readonly state: "in-stock" | "fitted" | "due" | "retired";
                            readonly revision: number;
                            /** @enum {string} */
                            readonly calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                            readonly calibrationDueOn: string | null;
                            readonly place: {
                                readonly assetId: string;
                                readonly assetName: string;
                                readonly compartmentId: string;
                                readonly compartmentCode: string;
                                /** @description what frames call it */
                                readonly point: string;
                                readonly bus: string;
                                /** @description Modbus address */
                                readonly unit: number;
                                /** Format: date-time */
                                readonly fittedAt: string;
                            } | null;
                        }[];
                        readonly next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postProbes: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly serialNumber: string;
                    readonly model: string;
                    /** Format: uuid */
                    readonly organisationId?: string;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly organisationId: string;
                        readonly serialNumber: string;
                        /** @description profile by which the device reads it */
                        readonly model: string;
                        /** @enum {string} */
                        readonly state: "in-stock" | "fitted" | "due" | "retired";
                        readonly revision: number;
                        /** @enum {string} */
                        readonly calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                        readonly calibrationDueOn: string | null;
                        readonly place: {
                            readonly assetId: string;
                            readonly assetName: string;
                            readonly compartmentId: string;
                            readonly compartmentCode: string;
                            /** @description what frames call it */
                            readonly point: string;
                            readonly bus: string;
                            /** @description Modbus address */
                            readonly unit: number;
                            /** Format: date-time */
                            readonly fittedAt: string;
                        } | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getProbesProbe: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly probe: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly organisationId: string;
                        readonly serialNumber: string;
                        /** @description profile by which the device reads it */
                        readonly model: string;
                        /** @enum {string} */
                        readonly state: "in-stock" | "fitted" | "due" | "retired";
                        readonly revision: number;
                        /** @enum {string} */
                        readonly calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                        readonly calibrationDueOn: string | null;
                        readonly place: {
                            readonly assetId: string;
                            readonly assetName: string;
                            readonly compartmentId: string;
                            readonly compartmentCode: string;
                            /** @description what frames call it */
                            readonly point: string;
                            readonly bus: string;
                            /** @description Modbus address */
                            readonly unit: number;
                            /** Format: date-time */
                            readonly fittedAt: string;
                        } | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postProbesProbeFit: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly probe: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** Format: uuid */
                    readonly assetId: string;
                    /** Format: uuid */
                    readonly compartmentId: string;
                    readonly point: string;
                    readonly bus: string;
                    readonly unit: number;
                    /** @description of the record that the change was made from */
                    readonly revision: number;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly organisationId: string;
                        readonly serialNumber: string;
                        /** @description profile by which the device reads it */
                        readonly model: string;
                        /** @enum {string} */
                        readonly state: "in-stock" | "fitted" | "due" | "retired";
                        readonly revision: number;
                        /** @enum {string} */
                        readonly calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                        readonly calibrationDueOn: string | null;
                        readonly place: {
                            readonly assetId: string;
                            readonly assetName: string;
                            readonly compartmentId: string;
                            readonly compartmentCode: string;
                            /** @description what frames call it */
                            readonly point: string;
                            readonly bus: string;
                            /** @description Modbus address */
                            readonly unit: number;
                            /** Format: date-time */
                            readonly fittedAt: string;
                        } | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postProbesProbeRemove: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly probe: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description of the record that the change was made from */
                    readonly revision: number;
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly organisationId: string;
                        readonly serialNumber: string;
                        /** @description profile by which the device reads it */
                        readonly model: string;
                        /** @enum {string} */
                        readonly state: "in-stock" | "fitted" | "due" | "retired";
                        readonly revision: number;
                        /** @enum {string} */
                        readonly calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                        readonly calibrationDueOn: string | null;
                        readonly place: {
                            readonly assetId: string;
                            readonly assetName: string;
                            readonly compartmentId: string;
                            readonly compartmentCode: string;
                            /** @description what frames call it */
                            readonly point: string;
                            readonly bus: string;
                            /** @description Modbus address */
                            readonly unit: number;
                            /** Format: date-time */
                            readonly fittedAt: string;
                        } | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postProbesProbeRetire: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly probe: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description of the record that the change was made from */
                    readonly revision: number;
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly organisationId: string;
                        readonly serialNumber: string;
                        /** @description profile by which the device reads it */
                        readonly model: string;
                        /** @enum {string} */
                        readonly state: "in-stock" | "fitted" | "due" | "retired";
                        readonly revision: number;
                        /** @enum {string} */
                        readonly calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                        readonly calibrationDueOn: string | null;
                        readonly place: {
                            readonly assetId: string;
                            readonly assetName: string;
                            readonly compartmentId: string;
                            readonly compartmentCode: string;
                            /** @description what frames call it */
                            readonly point: string;
                            readonly bus: string;
                            /** @description Modbus address */
                            readonly unit: number;
                            /** Format: date-time */
                            readonly fittedAt: string;
                        } | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getProbesProbeCertificates: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly probe: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly {
                            readonly id: string;
                            readonly probeId: string;
                            readonly number: string;
                            readonly issuer: string;
                            readonly calibratedOn: string;
                            readonly dueOn: string;
                            readonly points: readonly {
                                readonly atCelsius: number;
                                readonly errorCelsius: number;
                            }[];
                            /** @description whether every error is one that GSP Annex 3 allows */
                            readonly withinLimits: boolean;
                            /** @description SM3 of the document, hex */
                            readonly documentDigest: string | null;
                            /** Format: date-time */
                            readonly createdAt: string;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postProbesProbeCertificates: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly probe: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly number: string;
                    readonly issuer: string;
                    /** Format: date */
                    readonly calibratedOn: string;
                    /** Format: date */
                    readonly dueOn: string;
                    readonly points: readonly {
                        readonly atCelsius: number;
                        readonly errorCelsius: number;
                    }[];
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly probeId: string;
                        readonly number: string;
                        readonly issuer: string;
                        readonly calibratedOn: string;
                        readonly dueOn: string;
                        readonly points: readonly {
                            readonly atCelsius: number;
                            readonly errorCelsius: number;
                        }[];
                        /** @description whether every error is one that GSP Annex 3 allows */
                        readonly withinLimits: boolean;
                        /** @description SM3 of the document, hex */
                        readonly documentDigest: string | null;
                        /** Format: date-time */
                        readonly createdAt: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getCertificatesCertificate: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly certificate: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly probeId: string;
                        readonly number: string;
                        readonly issuer: string;
                        readonly calibratedOn: string;
                        readonly dueOn: string;
                        readonly points: readonly {
                            readonly atCelsius: number;
                            readonly errorCelsius: number;
                        }[];
                        /** @description whether every error is one that GSP Annex 3 allows */
                        readonly withinLimits: boolean;
                        /** @description SM3 of the document, hex */
                        readonly documentDigest: string | null;
                        /** Format: date-time */
                        readonly createdAt: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getCertificatesCertificateDocument: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly certificate: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/octet-stream": string;
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly putCertificatesCertificateDocument: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly certificate: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/pdf": string;
                readonly "image/jpeg": string;
                readonly "image/png": string;
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly probeId: string;
                        readonly number: string;
                        readonly issuer: string;
                        readonly calibratedOn: string;
                        readonly dueOn: string;
                        readonly points: readonly {
                            readonly atCelsius: number;
                            readonly errorCelsius: number;
                        }[];
                        /** @description whether every error is one that GSP Annex 3 allows */
                        readonly withinLimits: boolean;
                        /** @description SM3 of the document, hex */
                        readonly documentDigest: string | null;
                        /** Format: date-time */
                        readonly createdAt: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getDevices: {
        readonly parameters: {
            readonly query?: {
                /** @description how many at most, 1 to 100 */
                readonly limit?: string;
                /** @description the `next` of the page before */
                readonly after?: string;
                readonly state?: "registered" | "active" | "revoked";
                /** @description in the names of device and asset */
                readonly search?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly {
                            readonly id: string;
                            /** @enum {string} */
                            readonly state: "registered" | "active" | "revoked";
                            readonly revision: number;
                            readonly asset: {
                                readonly id: string;
                                readonly name: string;
                                /** @enum {string} */
                                readonly kind: "truck" | "room" | "box";
                                readonly organisationId: string;
                            } | null;
                            /** Format: date-time */
                            readonly createdAt: string;
                        }[];
                        readonly next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postDevices: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly device: string;
                    /**
                     * Format: uuid
                     * @description whose records it makes; only an administrator may leave it out
                     */
                    readonly assetId?: string;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        /** @enum {string} */
                        readonly state: "registered" | "active" | "revoked";
                        readonly revision: number;
                        readonly asset: {
                            readonly id: string;
                            readonly name: string;
                            /** @enum {string} */
                            readonly kind: "truck" | "room" | "box";
                            readonly organisationId: string;
                        } | null;
                        /** Format: date-time */
                        readonly createdAt: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getDevicesDevice: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly device: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        /** @enum {string} */
                        readonly state: "registered" | "active" | "revoked";
                        readonly revision: number;
                        readonly asset: {
                            readonly id: string;
                            readonly name: string;
                            /** @enum {string} */
                            readonly kind: "truck" | "room" | "box";
                            readonly organisationId: string;
                        } | null;
                        /** Format: date-time */
                        readonly createdAt: string;
                        readonly keys: readonly {
                            /** @description SM3 of the key, hex */
                            readonly fingerprint: string;
                            readonly publicKey: string;
                            /** Format: date-time */
                            readonly from: string;
                            /** @description null: in force */
                            readonly until: string | null;
                        }[];
                        readonly certificates: readonly {
                            readonly serial: string;
                            /** @description of the key that it certifies */
                            readonly fingerprint: string;
                            readonly authority: {
                                readonly fingerprint: string;
                                readonly publicKey: string;
                                readonly name: string;
                            };
                            /** Format: date-time */
                            readonly notBefore: string;
                            /** Format: date-time */
                            readonly notAfter: string;
                            /** @description the very text that is signed */
                            readonly statement: string;
                            readonly signature: string;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postDevicesDeviceBind: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly device: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly assetId: string | null;
                    /** @description of the record that the change was made from */
                    readonly revision: number;
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postDevicesDeviceRevoke: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly device: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description of the record that the change was made from */
                    readonly revision: number;
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        /** @enum {string} */
                        readonly state: "registered" | "active" | "revoked";
                        readonly revision: number;
                        readonly asset: {
                            readonly id: string;
                            readonly name: string;
                            /** @enum {string} */
                            readonly kind: "truck" | "room" | "box";
                            readonly organisationId: string;
                        } | null;
                        /** Format: date-time */
                        readonly createdAt: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postDevicesDeviceRegisterAgain: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly device: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description of the record that the change was made from */
                    readonly revision: number;
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        /** @enum {string} */
                        readonly state: "registered" | "active" | "revoked";
                        readonly revision: number;
                        readonly asset: {
                            readonly id: string;
                            readonly name: string;
                            /** @enum {string} */
                            readonly kind: "truck" | "room" | "box";
                            readonly organisationId: string;
                        } | null;
                        /** Format: date-time */
                        readonly createdAt: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postDevicesDeviceEnrolmentCodes: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly device: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly code: string;
                        /** Format: date-time */
                        readonly expiresAt: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postEnrolments: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly code: string;
                    readonly device: string;
                    readonly publicKey: string;
                    readonly secretHash: string;
                    /** @description SM2 over device and code */
                    readonly proof: string;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly device: string;
                        readonly fingerprint: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the key is, or was, in use */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description code or proof is not good */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postDevicesDeviceCertificates: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly device: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly statement: string;
                    readonly signature: string;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly device: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getDeviceAuthorities: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly {
                            readonly fingerprint: string;
                            readonly publicKey: string;
                            readonly name: string;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postDeviceAuthorities: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly publicKey: string;
                    readonly name: string;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly fingerprint: string;
                        readonly publicKey: string;
                        readonly name: string;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postFleetImport: {
        readonly parameters: {
            readonly query: {
                readonly sheet: "assets" | "probes" | "certificates";
                /** @description check: changes nothing */
                readonly mode?: "check" | "import";
                /** @description default: found by the bytes */
                readonly encoding?: "utf-8" | "utf-16le" | "gb18030";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "text/csv": string;
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @enum {string} */
                        readonly encoding: "utf-8" | "utf-16le" | "gb18030";
                        readonly rows: number;
                        readonly imported: boolean;
                        readonly problemCount: number;
                        readonly problems: readonly {
                            /** @description of the file, from 1 */
                            readonly line: number;
                            readonly column: string | null;
                            /** @enum {string} */
                            readonly code: "MISSING_COLUMN" | "UNKNOWN_COLUMN" | "NOT_ALLOWED" | "NOT_FOUND" | "CONFLICT" | "UNPROCESSABLE";
                            readonly allowed: {
                                readonly zh: string;
                                readonly en: string;
                            } | null;
                            readonly detail: string;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getFleetImportTemplate: {
        readonly parameters: {
            readonly query: {
                readonly sheet: "assets" | "probes" | "certificates";
                readonly language?: "zh" | "en";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/csv": string;
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getFleetExport: {
        readonly parameters: {
            readonly query: {
                readonly sheet: "assets" | "probes" | "certificates";
                readonly language?: "zh" | "en";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/csv": string;
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getTrips: {
        readonly parameters: {
            readonly query?: {
                /** @description how many at most, 1 to 100 */
                readonly limit?: string;
                /** @description the `next` of the page before */
                readonly after?: string;
                readonly state?: string;
                readonly device?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly {
                            readonly id: string;
                            readonly number: string;
                            /** @enum {string} */
                            readonly state: "planned" | "released" | "loading" | "under-way" | "completed" | "cancelled";
                            readonly revision: number;
                            readonly device: string | null;
                            readonly driver: string | null;
                            /** Format: date-time */
                            readonly plannedDeparture: string;
                            readonly departedAt: string | null;
                            readonly endedAt: string | null;
                            readonly stops: readonly {
                                readonly id: string;
                                /** @enum {string} */
                                readonly state: "planned" | "arrived" | "left" | "skipped";
                                readonly name: {
                                    readonly zh: string;
                                    readonly en: string;
                                };
                                readonly address: string;
                                readonly position: {
                                    readonly latitude: number;
                                    readonly longitude: number;
                                };
                                readonly geofenceRadiusMetres: number;
                                /** Format: date-time */
                                readonly windowFrom: string;
                                /** Format: date-time */
                                readonly windowTo: string;
                                readonly arrivedAt: string | null;
                                readonly leftAt: string | null;
                            }[];
                        }[];
                        readonly next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postTrips: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly number: string;
                    readonly device: string | null;
                    readonly driver: string | null;
                    /** Format: date-time */
                    readonly plannedDeparture: string;
                    readonly stops: readonly {
                        /**
                         * Format: uuid
                         * @description of a stop that stays
                         */
                        readonly id?: string;
                        readonly name: {
                            readonly zh: string;
                            readonly en: string;
                        };
                        readonly address: string;
                        /** @description WGS-84 */
                        readonly position: {
                            readonly latitude: number;
                            readonly longitude: number;
                        };
                        /** @default 150 */
                        readonly geofenceRadiusMetres?: number;
                        /** Format: date-time */
                        readonly windowFrom: string;
                        /** Format: date-time */
                        readonly windowTo: string;
                    }[];
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly number: string;
                        /** @enum {string} */
                        readonly state: "planned" | "released" | "loading" | "under-way" | "completed" | "cancelled";
                        readonly revision: number;
                        readonly device: string | null;
                        readonly driver: string | null;
                        /** Format: date-time */
                        readonly plannedDeparture: string;
                        readonly departedAt: string | null;
                        readonly endedAt: string | null;
                        readonly stops: readonly {
                            readonly id: string;
                            /** @enum {string} */
                            readonly state: "planned" | "arrived" | "left" | "skipped";
                            readonly name: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly address: string;
                            readonly position: {
                                readonly latitude: number;
                                readonly longitude: number;
                            };
                            readonly geofenceRadiusMetres: number;
                            /** Format: date-time */
                            readonly windowFrom: string;
                            /** Format: date-time */
                            readonly windowTo: string;
                            readonly arrivedAt: string | null;
                            readonly leftAt: string | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the number is taken */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the plan does not fit; `field` names where */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getTripsTrip: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly trip: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly number: string;
                        /** @enum {string} */
                        readonly state: "planned" | "released" | "loading" | "under-way" | "completed" | "cancelled";
                        readonly revision: number;
                        readonly device: string | null;
                        readonly driver: string | null;
                        /** Format: date-time */
                        readonly plannedDeparture: string;
                        readonly departedAt: string | null;
                        readonly endedAt: string | null;
                        readonly stops: readonly {
                            readonly id: string;
                            /** @enum {string} */
                            readonly state: "planned" | "arrived" | "left" | "skipped";
                            readonly name: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly address: string;
                            readonly position: {
                                readonly latitude: number;
                                readonly longitude: number;
                            };
                            readonly geofenceRadiusMetres: number;
                            /** Format: date-time */
                            readonly windowFrom: string;
                            /** Format: date-time */
                            readonly windowTo: string;
                            readonly arrivedAt: string | null;
                            readonly leftAt: string | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly putTripsTrip: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly trip: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly number: string;
                    readonly device: string | null;
                    readonly driver: string | null;
                    /** Format: date-time */
                    readonly plannedDeparture: string;
                    readonly stops: readonly {
                        /**
                         * Format: uuid
                         * @description of a stop that stays
                         */
                        readonly id?: string;
                        readonly name: {
                            readonly zh: string;
                            readonly en: string;
                        };
                        readonly address: string;
                        /** @description WGS-84 */
                        readonly position: {
                            readonly latitude: number;
                            readonly longitude: number;
                        };
                        /** @default 150 */
                        readonly geofenceRadiusMetres?: number;
                        /** Format: date-time */
                        readonly windowFrom: string;
                        /** Format: date-time */
                        readonly windowTo: string;
                    }[];
                    readonly revision: number;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly number: string;
                        /** @enum {string} */
                        readonly state: "planned" | "released" | "loading" | "under-way" | "completed" | "cancelled";
                        readonly revision: number;
                        readonly device: string | null;
                        readonly driver: string | null;
                        /** Format: date-time */
                        readonly plannedDeparture: string;
                        readonly departedAt: string | null;
                        readonly endedAt: string | null;
                        readonly stops: readonly {
                            readonly id: string;
                            /** @enum {string} */
                            readonly state: "planned" | "arrived" | "left" | "skipped";
                            readonly name: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly address: string;
                            readonly position: {
                                readonly latitude: number;
                                readonly longitude: number;
                            };
                            readonly geofenceRadiusMetres: number;
                            /** Format: date-time */
                            readonly windowFrom: string;
                            /** Format: date-time */
                            readonly windowTo: string;
                            readonly arrivedAt: string | null;
                            readonly leftAt: string | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it has changed since this revision, or is too far on */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the plan does not fit */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postTripsTripRelease: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly trip: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly reason?: string;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly number: string;
                        /** @enum {string} */
                        readonly state: "planned" | "released" | "loading" | "under-way" | "completed" | "cancelled";
                        readonly revision: number;
                        readonly device: string | null;
                        readonly driver: string | null;
                        /** Format: date-time */
                        readonly plannedDeparture: string;
                        readonly departedAt: string | null;
                        readonly endedAt: string | null;
                        readonly stops: readonly {
                            readonly id: string;
                            /** @enum {string} */
                            readonly state: "planned" | "arrived" | "left" | "skipped";
                            readonly name: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly address: string;
                            readonly position: {
                                readonly latitude: number;
                                readonly longitude: number;
                            };
                            readonly geofenceRadiusMetres: number;
                            /** Format: date-time */
                            readonly windowFrom: string;
                            /** Format: date-time */
                            readonly windowTo: string;
                            readonly arrivedAt: string | null;
                            readonly leftAt: string | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not in this state, or something is missing */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the plan lacks something */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postTripsTripWithdraw: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly trip: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly reason?: string;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly number: string;
                        /** @enum {string} */
                        readonly state: "planned" | "released" | "loading" | "under-way" | "completed" | "cancelled";
                        readonly revision: number;
                        readonly device: string | null;
                        readonly driver: string | null;
                        /** Format: date-time */
                        readonly plannedDeparture: string;
                        readonly departedAt: string | null;
                        readonly endedAt: string | null;
                        readonly stops: readonly {
                            readonly id: string;
                            /** @enum {string} */
                            readonly state: "planned" | "arrived" | "left" | "skipped";
                            readonly name: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly address: string;
                            readonly position: {
                                readonly latitude: number;
                                readonly longitude: number;
                            };
                            readonly geofenceRadiusMetres: number;
                            /** Format: date-time */
                            readonly windowFrom: string;
                            /** Format: date-time */
                            readonly windowTo: string;
                            readonly arrivedAt: string | null;
                            readonly leftAt: string | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not in this state, or something is missing */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the plan lacks something */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postTripsTripStartLoading: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly trip: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly reason?: string;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly number: string;
                        /** @enum {string} */
                        readonly state: "planned" | "released" | "loading" | "under-way" | "completed" | "cancelled";
                        readonly revision: number;
                        readonly device: string | null;
                        readonly driver: string | null;
                        /** Format: date-time */
                        readonly plannedDeparture: string;
                        readonly departedAt: string | null;
                        readonly endedAt: string | null;
                        readonly stops: readonly {
                            readonly id: string;
                            /** @enum {string} */
                            readonly state: "planned" | "arrived" | "left" | "skipped";
                            readonly name: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly address: string;
                            readonly position: {
                                readonly latitude: number;
                                readonly longitude: number;
                            };
                            readonly geofenceRadiusMetres: number;
                            /** Format: date-time */
                            readonly windowFrom: string;
                            /** Format: date-time */
                            readonly windowTo: string;
                            readonly arrivedAt: string | null;
                            readonly leftAt: string | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not in this state, or something is missing */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the plan lacks something */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postTripsTripDepart: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly trip: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly reason?: string;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly number: string;
                        /** @enum {string} */
                        readonly state: "planned" | "released" | "loading" | "under-way" | "completed" | "cancelled";
                        readonly revision: number;
                        readonly device: string | null;
                        readonly driver: string | null;
                        /** Format: date-time */
                        readonly plannedDeparture: string;
                        readonly departedAt: string | null;
                        readonly endedAt: string | null;
                        readonly stops: readonly {
                            readonly id: string;
                            /** @enum {string} */
                            readonly state: "planned" | "arrived" | "left" | "skipped";
                            readonly name: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly address: string;
                            readonly position: {
                                readonly latitude: number;
                                readonly longitude: number;
                            };
                            readonly geofenceRadiusMetres: number;
                            /** Format: date-time */
                            readonly windowFrom: string;
                            /** Format: date-time */
                            readonly windowTo: string;
                            readonly arrivedAt: string | null;
                            readonly leftAt: string | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not in this state, or something is missing */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the plan lacks something */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postTripsTripComplete: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly trip: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly reason?: string;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly number: string;
                        /** @enum {string} */
                        readonly state: "planned" | "released" | "loading" | "under-way" | "completed" | "cancelled";
                        readonly revision: number;
                        readonly device: string | null;
                        readonly driver: string | null;
                        /** Format: date-time */
                        readonly plannedDeparture: string;
                        readonly departedAt: string | null;
                        readonly endedAt: string | null;
                        readonly stops: readonly {
                            readonly id: string;
                            /** @enum {string} */
                            readonly state: "planned" | "arrived" | "left" | "skipped";
                            readonly name: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly address: string;
                            readonly position: {
                                readonly latitude: number;
                                readonly longitude: number;
                            };
                            readonly geofenceRadiusMetres: number;
                            /** Format: date-time */
                            readonly windowFrom: string;
                            /** Format: date-time */
                            readonly windowTo: string;
                            readonly arrivedAt: string | null;
                            readonly leftAt: string | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not in this state, or something is missing */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the plan lacks something */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postTripsTripCancel: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly trip: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly number: string;
                        /** @enum {string} */
                        readonly state: "planned" | "released" | "loading" | "under-way" | "completed" | "cancelled";
                        readonly revision: number;
                        readonly device: string | null;
                        readonly driver: string | null;
                        /** Format: date-time */
                        readonly plannedDeparture: string;
                        readonly departedAt: string | null;
                        readonly endedAt: string | null;
                        readonly stops: readonly {
                            readonly id: string;
                            /** @enum {string} */
                            readonly state: "planned" | "arrived" | "left" | "skipped";
                            readonly name: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly address: string;
                            readonly position: {
                                readonly latitude: number;
                                readonly longitude: number;
                            };
                            readonly geofenceRadiusMetres: number;
                            /** Format: date-time */
                            readonly windowFrom: string;
                            /** Format: date-time */
                            readonly windowTo: string;
                            readonly arrivedAt: string | null;
                            readonly leftAt: string | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not in this state, or something is missing */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the plan lacks something */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getShipments: {
        readonly parameters: {
            readonly query?: {
                /** @description how many at most, 1 to 100 */
                readonly limit?: string;
                /** @description the `next` of the page before */
                readonly after?: string;
                readonly state?: string;
                readonly trip?: string;
                /** @description the beginning of a number */
                readonly number?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly {
                            readonly id: string;
                            readonly number: string;
                            /** @enum {string} */
                            readonly state: "planned" | "assigned" | "loaded" | "in-transit" | "delivered" | "refused" | "returned" | "cancelled";
                            readonly revision: number;
                            readonly trip: string | null;
                            readonly compartment: string | null;
                            readonly fromStop: string | null;
                            readonly toStop: string | null;
                            readonly consignee: string;
                            readonly consigneePhone: string | null;
                            readonly goods: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly range: {
                                readonly minCelsius: number;
                                readonly maxCelsius: number;
                            };
                            readonly timeBudgetMinutes: number;
                            /** Format: date-time */
                            readonly createdAt: string;
                            readonly boxes: readonly {
                                readonly code: string;
                                readonly loadedAt: string | null;
                            }[];
                            readonly custody: readonly {
                                /** @enum {string} */
                                readonly kind: "loaded" | "delivered" | "refused" | "returned";
                                /** Format: date-time */
                                readonly at: string;
                                readonly stop: string | null;
                                /** @description id of the person who gave it */
                                readonly by: string | null;
                                readonly taker: string | null;
                                readonly temperatureCelsius: number | null;
                                readonly note: string | null;
                                readonly document: string | null;
                            }[];
                        }[];
                        readonly next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postShipments: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly rows: readonly {
                        readonly number: string;
                        readonly consignee: string;
                        /** @default null */
                        readonly consigneePhone?: string | null;
                        readonly goods: {
                            readonly zh: string;
                            readonly en: string;
                        };
                        readonly range: {
                            readonly minCelsius: number;
                            readonly maxCelsius: number;
                        };
                        readonly timeBudgetMinutes: number;
                        readonly boxes: readonly string[];
                    }[];
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly shipments: readonly {
                            readonly id: string;
                            readonly number: string;
                            /** @enum {string} */
                            readonly state: "planned" | "assigned" | "loaded" | "in-transit" | "delivered" | "refused" | "returned" | "cancelled";
                            readonly revision: number;
                            readonly trip: string | null;
                            readonly compartment: string | null;
                            readonly fromStop: string | null;
                            readonly toStop: string | null;
                            readonly consignee: string;
                            readonly consigneePhone: string | null;
                            readonly goods: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly range: {
                                readonly minCelsius: number;
                                readonly maxCelsius: number;
                            };
                            readonly timeBudgetMinutes: number;
                            /** Format: date-time */
                            readonly createdAt: string;
                            readonly boxes: readonly {
                                readonly code: string;
                                readonly loadedAt: string | null;
                            }[];
                            readonly custody: readonly {
                                /** @enum {string} */
                                readonly kind: "loaded" | "delivered" | "refused" | "returned";
                                /** Format: date-time */
                                readonly at: string;
                                readonly stop: string | null;
                                /** @description id of the person who gave it */
                                readonly by: string | null;
                                readonly taker: string | null;
                                readonly temperatureCelsius: number | null;
                                readonly note: string | null;
                                readonly document: string | null;
                            }[];
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not in this state, or somebody was quicker */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it does not fit; `field` names where */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getShipmentsShipment: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly shipment: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly number: string;
                        /** @enum {string} */
                        readonly state: "planned" | "assigned" | "loaded" | "in-transit" | "delivered" | "refused" | "returned" | "cancelled";
                        readonly revision: number;
                        readonly trip: string | null;
                        readonly compartment: string | null;
                        readonly fromStop: string | null;
                        readonly toStop: string | null;
                        readonly consignee: string;
                        readonly consigneePhone: string | null;
                        readonly goods: {
                            readonly zh: string;
                            readonly en: string;
                        };
                        readonly range: {
                            readonly minCelsius: number;
                            readonly maxCelsius: number;
                        };
                        readonly timeBudgetMinutes: number;
                        /** Format: date-time */
                        readonly createdAt: string;
                        readonly boxes: readonly {
                            readonly code: string;
                            readonly loadedAt: string | null;
                        }[];
                        readonly custody: readonly {
                            /** @enum {string} */
                            readonly kind: "loaded" | "delivered" | "refused" | "returned";
                            /** Format: date-time */
                            readonly at: string;
                            readonly stop: string | null;
                            /** @description id of the person who gave it */
                            readonly by: string | null;
                            readonly taker: string | null;
                            readonly temperatureCelsius: number | null;
                            readonly note: string | null;
                            readonly document: string | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postShipmentsShipmentAssign: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly shipment: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** Format: uuid */
                    readonly trip: string;
                    readonly compartment: string;
                    /** Format: uuid */
                    readonly fromStop: string;
                    /** Format: uuid */
                    readonly toStop: string;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly number: string;
                        /** @enum {string} */
                        readonly state: "planned" | "assigned" | "loaded" | "in-transit" | "delivered" | "refused" | "returned" | "cancelled";
                        readonly revision: number;
                        readonly trip: string | null;
                        readonly compartment: string | null;
                        readonly fromStop: string | null;
                        readonly toStop: string | null;
                        readonly consignee: string;
                        readonly consigneePhone: string | null;
                        readonly goods: {
                            readonly zh: string;
                            readonly en: string;
                        };
                        readonly range: {
                            readonly minCelsius: number;
                            readonly maxCelsius: number;
                        };
                        readonly timeBudgetMinutes: number;
                        /** Format: date-time */
                        readonly createdAt: string;
                        readonly boxes: readonly {
                            readonly code: string;
                            readonly loadedAt: string | null;
                        }[];
                        readonly custody: readonly {
                            /** @enum {string} */
                            readonly kind: "loaded" | "delivered" | "refused" | "returned";
                            /** Format: date-time */
                            readonly at: string;
                            readonly stop: string | null;
                            /** @description id of the person who gave it */
                            readonly by: string | null;
                            readonly taker: string | null;
                            readonly temperatureCelsius: number | null;
                            readonly note: string | null;
                            readonly document: string | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not in this state, or somebody was quicker */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it does not fit; `field` names where */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postShipmentsShipmentUnassign: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly shipment: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly number: string;
                        /** @enum {string} */
                        readonly state: "planned" | "assigned" | "loaded" | "in-transit" | "delivered" | "refused" | "returned" | "cancelled";
                        readonly revision: number;
                        readonly trip: string | null;
                        readonly compartment: string | null;
                        readonly fromStop: string | null;
                        readonly toStop: string | null;
                        readonly consignee: string;
                        readonly consigneePhone: string | null;
                        readonly goods: {
                            readonly zh: string;
                            readonly en: string;
                        };
                        readonly range: {
                            readonly minCelsius: number;
                            readonly maxCelsius: number;
                        };
                        readonly timeBudgetMinutes: number;
                        /** Format: date-time */
                        readonly createdAt: string;
                        readonly boxes: readonly {
                            readonly code: string;
                            readonly loadedAt: string | null;
                        }[];
                        readonly custody: readonly {
                            /** @enum {string} */
                            readonly kind: "loaded" | "delivered" | "refused" | "returned";
                            /** Format: date-time */
                            readonly at: string;
                            readonly stop: string | null;
                            /** @description id of the person who gave it */
                            readonly by: string | null;
                            readonly taker: string | null;
                            readonly temperatureCelsius: number | null;
                            readonly note: string | null;
                            readonly document: string | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not in this state, or somebody was quicker */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it does not fit; `field` names where */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postShipmentsShipmentLoad: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly shipment: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly boxes: readonly string[];
                    /** @default null */
                    readonly temperatureCelsius?: number | null;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly number: string;
                        /** @enum {string} */
                        readonly state: "planned" | "assigned" | "loaded" | "in-transit" | "delivered" | "refused" | "returned" | "cancelled";
                        readonly revision: number;
                        readonly trip: string | null;
                        readonly compartment: string | null;
                        readonly fromStop: string | null;
                        readonly toStop: string | null;
                        readonly consignee: string;
                        readonly consigneePhone: string | null;
                        readonly goods: {
                            readonly zh: string;
                            readonly en: string;
                        };
                        readonly range: {
                            readonly minCelsius: number;
                            readonly maxCelsius: number;
                        };
                        readonly timeBudgetMinutes: number;
                        /** Format: date-time */
                        readonly createdAt: string;
                        readonly boxes: readonly {
                            readonly code: string;
                            readonly loadedAt: string | null;
                        }[];
                        readonly custody: readonly {
                            /** @enum {string} */
                            readonly kind: "loaded" | "delivered" | "refused" | "returned";
                            /** Format: date-time */
                            readonly at: string;
                            readonly stop: string | null;
                            /** @description id of the person who gave it */
                            readonly by: string | null;
                            readonly taker: string | null;
                            readonly temperatureCelsius: number | null;
                            readonly note: string | null;
                            readonly document: string | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not in this state, or somebody was quicker */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it does not fit; `field` names where */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postShipmentsShipmentHandOver: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly shipment: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @enum {string} */
                    readonly kind: "delivered" | "refused" | "returned";
                    readonly taker: string;
                    /** @default null */
                    readonly temperatureCelsius?: number | null;
                    /** @default null */
                    readonly note?: string | null;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly number: string;
                        /** @enum {string} */
                        readonly state: "planned" | "assigned" | "loaded" | "in-transit" | "delivered" | "refused" | "returned" | "cancelled";
                        readonly revision: number;
                        readonly trip: string | null;
                        readonly compartment: string | null;
                        readonly fromStop: string | null;
                        readonly toStop: string | null;
                        readonly consignee: string;
                        readonly consigneePhone: string | null;
                        readonly goods: {
                            readonly zh: string;
                            readonly en: string;
                        };
                        readonly range: {
                            readonly minCelsius: number;
                            readonly maxCelsius: number;
                        };
                        readonly timeBudgetMinutes: number;
                        /** Format: date-time */
                        readonly createdAt: string;
                        readonly boxes: readonly {
                            readonly code: string;
                            readonly loadedAt: string | null;
                        }[];
                        readonly custody: readonly {
                            /** @enum {string} */
                            readonly kind: "loaded" | "delivered" | "refused" | "returned";
                            /** Format: date-time */
                            readonly at: string;
                            readonly stop: string | null;
                            /** @description id of the person who gave it */
                            readonly by: string | null;
                            readonly taker: string | null;
                            readonly temperatureCelsius: number | null;
                            readonly note: string | null;
                            readonly document: string | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not in this state, or somebody was quicker */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it does not fit; `field` names where */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postShipmentsShipmentCancel: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly shipment: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly number: string;
                        /** @enum {string} */
                        readonly state: "planned" | "assigned" | "loaded" | "in-transit" | "delivered" | "refused" | "returned" | "cancelled";
                        readonly revision: number;
                        readonly trip: string | null;
                        readonly compartment: string | null;
                        readonly fromStop: string | null;
                        readonly toStop: string | null;
                        readonly consignee: string;
                        readonly consigneePhone: string | null;
                        readonly goods: {
                            readonly zh: string;
                            readonly en: string;
                        };
                        readonly range: {
                            readonly minCelsius: number;
                            readonly maxCelsius: number;
                        };
                        readonly timeBudgetMinutes: number;
                        /** Format: date-time */
                        readonly createdAt: string;
                        readonly boxes: readonly {
                            readonly code: string;
                            readonly loadedAt: string | null;
                        }[];
                        readonly custody: readonly {
                            /** @enum {string} */
                            readonly kind: "loaded" | "delivered" | "refused" | "returned";
                            /** Format: date-time */
                            readonly at: string;
                            readonly stop: string | null;
                            /** @description id of the person who gave it */
                            readonly by: string | null;
                            readonly taker: string | null;
                            readonly temperatureCelsius: number | null;
                            readonly note: string | null;
                            readonly document: string | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not in this state, or somebody was quicker */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it does not fit; `field` names where */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getGeofences: {
        readonly parameters: {
            readonly query?: {
                /** @description how many at most, 1 to 100 */
                readonly limit?: string;
                /** @description the `next` of the page before */
                readonly after?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly {
                            readonly id: string;
                            /** @enum {string} */
                            readonly kind: "depot" | "customer" | "service" | "forbidden";
                            readonly name: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly fence: {
                                /** @constant */
                                readonly shape: "circle";
                                readonly centre: {
                                    readonly latitude: number;
                                    readonly longitude: number;
                                };
                                readonly radiusMetres: number;
                            } | {
                                /** @constant */
                                readonly shape: "polygon";
                                readonly points: readonly {
                                    readonly latitude: number;
                                    readonly longitude: number;
                                }[];
                            };
                        }[];
                        readonly next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postGeofences: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @enum {string} */
                    readonly kind: "depot" | "customer" | "service" | "forbidden";
                    readonly name: {
                        readonly zh: string;
                        readonly en: string;
                    };
                    /** @description WGS-84 */
                    readonly fence: {
                        /** @constant */
                        readonly shape: "circle";
                        readonly centre: {
                            readonly latitude: number;
                            readonly longitude: number;
                        };
                        readonly radiusMetres: number;
                    } | {
                        /** @constant */
                        readonly shape: "polygon";
                        readonly points: readonly {
                            readonly latitude: number;
                            readonly longitude: number;
                        }[];
                    };
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        /** @enum {string} */
                        readonly kind: "depot" | "customer" | "service" | "forbidden";
                        readonly name: {
                            readonly zh: string;
                            readonly en: string;
                        };
                        readonly fence: {
                            /** @constant */
                            readonly shape: "circle";
                            readonly centre: {
                                readonly latitude: number;
                                readonly longitude: number;
                            };
                            readonly radiusMetres: number;
                        } | {
                            /** @constant */
                            readonly shape: "polygon";
                            readonly points: readonly {
                                readonly latitude: number;
                                readonly longitude: number;
                            }[];
                        };
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly putGeofencesGeofence: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly geofence: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @enum {string} */
                    readonly kind: "depot" | "customer" | "service" | "forbidden";
                    readonly name: {
                        readonly zh: string;
                        readonly en: string;
                    };
                    /** @description WGS-84 */
                    readonly fence: {
                        /** @constant */
                        readonly shape: "circle";
                        readonly centre: {
                            readonly latitude: number;
                            readonly longitude: number;
                        };
                        readonly radiusMetres: number;
                    } | {
                        /** @constant */
                        readonly shape: "polygon";
                        readonly points: readonly {
                            readonly latitude: number;
                            readonly longitude: number;
                        }[];
                    };
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        /** @enum {string} */
                        readonly kind: "depot" | "customer" | "service" | "forbidden";
                        readonly name: {
                            readonly zh: string;
                            readonly en: string;
                        };
                        readonly fence: {
                            /** @constant */
                            readonly shape: "circle";
                            readonly centre: {
                                readonly latitude: number;
                                readonly longitude: number;
                            };
                            readonly radiusMetres: number;
                        } | {
                            /** @constant */
                            readonly shape: "polygon";
                            readonly points: readonly {
                                readonly latitude: number;
                                readonly longitude: number;
                            }[];
                        };
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteGeofencesGeofence: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly geofence: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getAudit: {
        readonly parameters: {
            readonly query?: {
                /** @description how many at most, 1 to 100 */
                readonly limit?: string;
                /** @description the `next` of the page before */
                readonly after?: string;
                /** @description id of the person, client or part of the system */
                readonly actor?: string;
                readonly action?: string;
                /** @description of the record */
                readonly kind?: string;
                /** @description id of the record; goes with kind */
                readonly record?: string;
                readonly session?: string;
                readonly request?: string;
                readonly from?: string;
                /** @description exclusive */
                readonly to?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly {
                            /** @description without holes, but where entries past their time were removed */
                            readonly sequence: number;
                            /** Format: date-time */
                            readonly at: string;
                            readonly actor: {
                                /** @enum {string} */
                                readonly kind: "person" | "client" | "system";
                                readonly id: string;
                                /** @description null: a part of the system, or erased */
                                readonly name: string | null;
                            };
                            /** @description of the actor */
                            readonly organisationId: string | null;
                            readonly sessionId: string | null;
                            readonly requestId: string | null;
                            readonly action: string;
                            readonly subject: {
                                readonly kind: string;
                                readonly id: string;
                            };
                            readonly reason: string | null;
                            /** @description what changed */
                            readonly details: unknown;
                        }[];
                        readonly next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getAuditEntry: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly entry: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @description without holes, but where entries past their time were removed */
                        readonly sequence: number;
                        /** Format: date-time */
                        readonly at: string;
                        readonly actor: {
                            /** @enum {string} */
                            readonly kind: "person" | "client" | "system";
                            readonly id: string;
                            /** @description null: a part of the system, or erased */
                            readonly name: string | null;
                        };
                        /** @description of the actor */
                        readonly organisationId: string | null;
                        readonly sessionId: string | null;
                        readonly requestId: string | null;
                        readonly action: string;
                        readonly subject: {
                            readonly kind: string;
                            readonly id: string;
                        };
                        readonly reason: string | null;
                        /** @description what changed */
                        readonly details: unknown;
                        /** @description SM3, hex */
                        readonly hash: string;
                        /** @description hash of the entry before */
                        readonly previous: string;
                        /** @description whether the row is the one that was hashed */
                        readonly isIntact: boolean;
                        /** @description from where; null: not by a request, or not for your role */
                        readonly address: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getAuditChain: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly last: {
                            readonly entry: number;
                            readonly hash: string;
                        } | null;
                        /** @description entries that were removed past their time */
                        readonly removed: number;
                        /** @description signed with SM2: docs/architecture.md says over what */
                        readonly checkpoint: {
                            readonly sequence: number;
                            readonly hash: string;
                            /** Format: date-time */
                            readonly at: string;
                            readonly publicKey: string;
                            readonly signature: string;
                        } | null;
                        readonly lastCheck: {
                            /** Format: date-time */
                            readonly at: string;
                            readonly throughEntry: number;
                            /** @description the first 20; none: every entry is there and as it was written */
                            readonly faults: readonly string[];
                        } | null;
                        readonly keptDays: {
                            readonly logs: number;
                            readonly gsp: number;
                            readonly prescriptions: number;
                        };
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postAuditChainCheck: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** Format: date-time */
                        readonly at: string;
                        readonly throughEntry: number;
                        /** @description the first 20; none: every entry is there and as it was written */
                        readonly faults: readonly string[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getInspections: {
        readonly parameters: {
            readonly query?: {
                /** @description how many at most, 1 to 100 */
                readonly limit?: string;
                /** @description the `next` of the page before */
                readonly after?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly {
                            readonly id: string;
                            readonly person: string;
                            readonly purpose: string;
                            readonly reference: string | null;
                            /** Format: date-time */
                            readonly openedAt: string;
                            /**
                             * Format: date-time
                             * @description it closes by itself
                             */
                            readonly endsAt: string;
                            readonly closedAt: string | null;
                        }[];
                        readonly next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postInspections: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description the same key with the same body does it once, and gives the same answer for 24 hours */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly purpose: string;
                    /**
                     * @description number of the order or letter
                     * @default null
                     */
                    readonly reference?: string | null;
                };
            };
        };
        readonly responses: {
            /** @description done */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly person: string;
                        readonly purpose: string;
                        readonly reference: string | null;
                        /** Format: date-time */
                        readonly openedAt: string;
                        /**
                         * Format: date-time
                         * @description it closes by itself
                         */
                        readonly endsAt: string;
                        readonly closedAt: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postInspectionsInspectionClose: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly inspection: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly person: string;
                        readonly purpose: string;
                        readonly reference: string | null;
                        /** Format: date-time */
                        readonly openedAt: string;
                        /**
                         * Format: date-time
                         * @description it closes by itself
                         */
                        readonly endsAt: string;
                        readonly closedAt: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getInspectionSearch: {
        readonly parameters: {
            readonly query: {
                /** @description an open inspection of yours: what it is for goes with every look */
                readonly inspection: string;
                readonly q: string;
                readonly kind?: "asset" | "trip" | "shipment" | "device" | "probe";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @description at most 20 of a kind */
                        readonly items: readonly {
                            /** @enum {string} */
                            readonly kind: "asset" | "trip" | "shipment" | "device" | "probe";
                            readonly id: string;
                            /** @description plate, number or serial number */
                            readonly title: string;
                            readonly organisationId: string | null;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record or inspection, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the inspection is over */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getInspectionKindId: {
        readonly parameters: {
            readonly query: {
                /** @description an open inspection of yours: what it is for goes with every look */
                readonly inspection: string;
            };
            readonly header?: never;
            readonly path: {
                readonly kind: "asset" | "trip" | "shipment" | "device" | "probe";
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @constant */
                        readonly kind: "asset";
                        readonly id: string;
                        /** @description plate, number or serial number */
                        readonly title: string;
                        readonly organisationId: string | null;
                        readonly organisation: {
                            readonly id: string;
                            readonly name: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly licenceNumber: string | null;
                        } | null;
                        readonly related: readonly {
                            /** @enum {string} */
                            readonly kind: "asset" | "trip" | "shipment" | "device" | "probe";
                            readonly id: string;
                            /** @description plate, number or serial number */
                            readonly title: string;
                            readonly organisationId: string | null;
                        }[];
                        /** @description whose frames tell of the record */
                        readonly recordings: readonly {
                            readonly device: string;
                            /** @description null: all */
                            readonly compartment: string | null;
                            /** @description null: from the first frame on */
                            readonly from: string | null;
                            /** @description null: until now */
                            readonly to: string | null;
                        }[];
                        readonly documents: readonly {
                            /** @enum {string} */
                            readonly kind: "device-document" | "calibration-certificate";
                            readonly id: string;
                            readonly device: string | null;
                            /** @description SM3, hex; null: no paper was handed in */
                            readonly digest: string | null;
                            /** Format: date-time */
                            readonly at: string;
                        }[];
                        readonly record: {
                            readonly id: string;
                            /** @enum {string} */
                            readonly kind: "truck" | "room" | "box";
                            readonly name: string;
                            readonly organisationId: string;
                            readonly carrierOrganisationId: string | null;
                            /** @enum {string} */
                            readonly state: "in-preparation" | "in-service" | "out-of-service" | "retired";
                            readonly revision: number;
                            readonly device: string | null;
                            readonly compartments: readonly {
                                readonly id: string;
                                readonly code: string;
                                readonly name: {
                                    readonly zh: string;
                                    readonly en: string;
                                };
                                readonly volumeCubicMetres: number;
                                readonly floorAreaSquareMetres: number | null;
                                readonly range: {
                                    readonly minCelsius: number;
                                    readonly maxCelsius: number;
                                };
                                readonly points: readonly {
                                    readonly point: string;
                                    readonly bus: string;
                                    readonly unit: number;
                                    readonly probe: {
                                        readonly id: string;
                                        readonly serialNumber: string;
                                        readonly model: string;
                                        /** @enum {string} */
                                        readonly state: "in-stock" | "fitted" | "due" | "retired";
                                        /** @enum {string} */
                                        readonly calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                                        readonly calibrationDueOn: string | null;
                                    };
                                }[];
                                /** @description by GSP Annex 3 */
                                readonly pointsRequired: number;
                                readonly problems: readonly ("TOO_FEW_POINTS" | "NOT_CALIBRATED")[];
                            }[];
                        };
                    } | {
                        /** @constant */
                        readonly kind: "trip";
                        readonly id: string;
                        /** @description plate, number or serial number */
                        readonly title: string;
                        readonly organisationId: string | null;
                        readonly organisation: {
                            readonly id: string;
                            readonly name: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly licenceNumber: string | null;
                        } | null;
                        readonly related: readonly {
                            /** @enum {string} */
                            readonly kind: "asset" | "trip" | "shipment" | "device" | "probe";
                            readonly id: string;
                            /** @description plate, number or serial number */
                            readonly title: string;
                            readonly organisationId: string | null;
                        }[];
                        /** @description whose frames tell of the record */
                        readonly recordings: readonly {
                            readonly device: string;
                            /** @description null: all */
                            readonly compartment: string | null;
                            /** @description null: from the first frame on */
                            readonly from: string | null;
                            /** @description null: until now */
                            readonly to: string | null;
                        }[];
                        readonly documents: readonly {
                            /** @enum {string} */
                            readonly kind: "device-document" | "calibration-certificate";
                            readonly id: string;
                            readonly device: string | null;
                            /** @description SM3, hex; null: no paper was handed in */
                            readonly digest: string | null;
                            /** Format: date-time */
                            readonly at: string;
                        }[];
                        readonly record: {
                            readonly id: string;
                            readonly number: string;
                            /** @enum {string} */
                            readonly state: "planned" | "released" | "loading" | "under-way" | "completed" | "cancelled";
                            readonly revision: number;
                            readonly device: string | null;
                            readonly driver: string | null;
                            /** Format: date-time */
                            readonly plannedDeparture: string;
                            readonly departedAt: string | null;
                            readonly endedAt: string | null;
                            readonly stops: readonly {
                                readonly id: string;
                                /** @enum {string} */
                                readonly state: "planned" | "arrived" | "left" | "skipped";
                                readonly name: {
                                    readonly zh: string;
                                    readonly en: string;
                                };
                                readonly address: string;
                                readonly position: {
                                    readonly latitude: number;
                                    readonly longitude: number;
                                };
                                readonly geofenceRadiusMetres: number;
                                /** Format: date-time */
                                readonly windowFrom: string;
                                /** Format: date-time */
                                readonly windowTo: string;
                                readonly arrivedAt: string | null;
                                readonly leftAt: string | null;
                            }[];
                        };
                    } | {
                        /** @constant */
                        readonly kind: "shipment";
                        readonly id: string;
                        /** @description plate, number or serial number */
                        readonly title: string;
                        readonly organisationId: string | null;
                        readonly organisation: {
                            readonly id: string;
                            readonly name: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly licenceNumber: string | null;
                        } | null;
                        readonly related: readonly {
                            /** @enum {string} */
                            readonly kind: "asset" | "trip" | "shipment" | "device" | "probe";
                            readonly id: string;
                            /** @description plate, number or serial number */
                            readonly title: string;
                            readonly organisationId: string | null;
                        }[];
                        /** @description whose frames tell of the record */
                        readonly recordings: readonly {
                            readonly device: string;
                            /** @description null: all */
                            readonly compartment: string | null;
                            /** @description null: from the first frame on */
                            readonly from: string | null;
                            /** @description null: until now */
                            readonly to: string | null;
                        }[];
                        readonly documents: readonly {
                            /** @enum {string} */
                            readonly kind: "device-document" | "calibration-certificate";
                            readonly id: string;
                            readonly device: string | null;
                            /** @description SM3, hex; null: no paper was handed in */
                            readonly digest: string | null;
                            /** Format: date-time */
                            readonly at: string;
                        }[];
                        readonly record: {
                            readonly id: string;
                            readonly number: string;
                            /** @enum {string} */
                            readonly state: "planned" | "assigned" | "loaded" | "in-transit" | "delivered" | "refused" | "returned" | "cancelled";
                            readonly revision: number;
                            readonly trip: string | null;
                            readonly compartment: string | null;
                            readonly fromStop: string | null;
                            readonly toStop: string | null;
                            readonly consignee: string;
                            readonly consigneePhone: string | null;
                            readonly goods: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly range: {
                                readonly minCelsius: number;
                                readonly maxCelsius: number;
                            };
                            readonly timeBudgetMinutes: number;
                            /** Format: date-time */
                            readonly createdAt: string;
                            readonly boxes: readonly {
                                readonly code: string;
                                readonly loadedAt: string | null;
                            }[];
                            readonly custody: readonly {
                                /** @enum {string} */
                                readonly kind: "loaded" | "delivered" | "refused" | "returned";
                                /** Format: date-time */
                                readonly at: string;
                                readonly stop: string | null;
                                /** @description id of the person who gave it */
                                readonly by: string | null;
                                readonly taker: string | null;
                                readonly temperatureCelsius: number | null;
                                readonly note: string | null;
                                readonly document: string | null;
                            }[];
                        };
                    } | {
                        /** @constant */
                        readonly kind: "device";
                        readonly id: string;
                        /** @description plate, number or serial number */
                        readonly title: string;
                        readonly organisationId: string | null;
                        readonly organisation: {
                            readonly id: string;
                            readonly name: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly licenceNumber: string | null;
                        } | null;
                        readonly related: readonly {
                            /** @enum {string} */
                            readonly kind: "asset" | "trip" | "shipment" | "device" | "probe";
                            readonly id: string;
                            /** @description plate, number or serial number */
                            readonly title: string;
                            readonly organisationId: string | null;
                        }[];
                        /** @description whose frames tell of the record */
                        readonly recordings: readonly {
                            readonly device: string;
                            /** @description null: all */
                            readonly compartment: string | null;
                            /** @description null: from the first frame on */
                            readonly from: string | null;
                            /** @description null: until now */
                            readonly to: string | null;
                        }[];
                        readonly documents: readonly {
                            /** @enum {string} */
                            readonly kind: "device-document" | "calibration-certificate";
                            readonly id: string;
                            readonly device: string | null;
                            /** @description SM3, hex; null: no paper was handed in */
                            readonly digest: string | null;
                            /** Format: date-time */
                            readonly at: string;
                        }[];
                        readonly record: {
                            readonly id: string;
                            /** @enum {string} */
                            readonly state: "registered" | "active" | "revoked";
                            readonly revision: number;
                            readonly asset: {
                                readonly id: string;
                                readonly name: string;
                                /** @enum {string} */
                                readonly kind: "truck" | "room" | "box";
                                readonly organisationId: string;
                            } | null;
                            /** Format: date-time */
                            readonly createdAt: string;
                            readonly keys: readonly {
                                /** @description SM3 of the key, hex */
                                readonly fingerprint: string;
                                readonly publicKey: string;
                                /** Format: date-time */
                                readonly from: string;
                                /** @description null: in force */
                                readonly until: string | null;
                            }[];
                            readonly certificates: readonly {
                                readonly serial: string;
                                /** @description of the key that it certifies */
                                readonly fingerprint: string;
                                readonly authority: {
                                    readonly fingerprint: string;
                                    readonly publicKey: string;
                                    readonly name: string;
                                };
                                /** Format: date-time */
                                readonly notBefore: string;
                                /** Format: date-time */
                                readonly notAfter: string;
                                /** @description the very text that is signed */
                                readonly statement: string;
                                readonly signature: string;
                            }[];
                        };
                    } | {
                        /** @constant */
                        readonly kind: "probe";
                        readonly id: string;
                        /** @description plate, number or serial number */
                        readonly title: string;
                        readonly organisationId: string | null;
                        readonly organisation: {
                            readonly id: string;
                            readonly name: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly licenceNumber: string | null;
                        } | null;
                        readonly related: readonly {
                            /** @enum {string} */
                            readonly kind: "asset" | "trip" | "shipment" | "device" | "probe";
                            readonly id: string;
                            /** @description plate, number or serial number */
                            readonly title: string;
                            readonly organisationId: string | null;
                        }[];
                        /** @description whose frames tell of the record */
                        readonly recordings: readonly {
                            readonly device: string;
                            /** @description null: all */
                            readonly compartment: string | null;
                            /** @description null: from the first frame on */
                            readonly from: string | null;
                            /** @description null: until now */
                            readonly to: string | null;
                        }[];
                        readonly documents: readonly {
                            /** @enum {string} */
                            readonly kind: "device-document" | "calibration-certificate";
                            readonly id: string;
                            readonly device: string | null;
                            /** @description SM3, hex; null: no paper was handed in */
                            readonly digest: string | null;
                            /** Format: date-time */
                            readonly at: string;
                        }[];
                        readonly record: {
                            readonly id: string;
                            readonly organisationId: string;
                            readonly serialNumber: string;
                            /** @description profile by which the device reads it */
                            readonly model: string;
                            /** @enum {string} */
                            readonly state: "in-stock" | "fitted" | "due" | "retired";
                            readonly revision: number;
                            /** @enum {string} */
                            readonly calibration: "valid" | "due-soon" | "overdue" | "failed" | "none";
                            readonly calibrationDueOn: string | null;
                            readonly place: {
                                readonly assetId: string;
                                readonly assetName: string;
                                readonly compartmentId: string;
                                readonly compartmentCode: string;
                                /** @description what frames call it */
                                readonly point: string;
                                readonly bus: string;
                                /** @description Modbus address */
                                readonly unit: number;
                                /** Format: date-time */
                                readonly fittedAt: string;
                            } | null;
                            readonly certificates: readonly {
                                readonly id: string;
                                readonly probeId: string;
                                readonly number: string;
                                readonly issuer: string;
                                readonly calibratedOn: string;
                                readonly dueOn: string;
                                readonly points: readonly {
                                    readonly atCelsius: number;
                                    readonly errorCelsius: number;
                                }[];
                                /** @description whether every error is one that GSP Annex 3 allows */
                                readonly withinLimits: boolean;
                                /** @description SM3 of the document, hex */
                                readonly documentDigest: string | null;
                                /** Format: date-time */
                                readonly createdAt: string;
                            }[];
                        };
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record or inspection, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the inspection is over */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getInspectionKindIdHistory: {
        readonly parameters: {
            readonly query: {
                /** @description how many at most, 1 to 100 */
                readonly limit?: string;
                /** @description the `next` of the page before */
                readonly after?: string;
                /** @description an open inspection of yours: what it is for goes with every look */
                readonly inspection: string;
            };
            readonly header?: never;
            readonly path: {
                readonly kind: "asset" | "trip" | "shipment" | "device" | "probe";
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly {
                            /** @description without holes, but where entries past their time were removed */
                            readonly sequence: number;
                            /** Format: date-time */
                            readonly at: string;
                            readonly actor: {
                                /** @enum {string} */
                                readonly kind: "person" | "client" | "system";
                                readonly id: string;
                                /** @description null: a part of the system, or erased */
                                readonly name: string | null;
                            };
                            /** @description of the actor */
                            readonly organisationId: string | null;
                            readonly sessionId: string | null;
                            readonly requestId: string | null;
                            readonly action: string;
                            readonly subject: {
                                readonly kind: string;
                                readonly id: string;
                            };
                            readonly reason: string | null;
                            /** @description what changed */
                            readonly details: unknown;
                        }[];
                        readonly next: string | null;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record or inspection, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the inspection is over */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getInspectionKindIdReadings: {
        readonly parameters: {
            readonly query: {
                /** @description an open inspection of yours: what it is for goes with every look */
                readonly inspection: string;
                /** @description one of the recordings; default: the first */
                readonly device?: string;
                readonly from: string;
                readonly to: string;
            };
            readonly header?: never;
            readonly path: {
                readonly kind: "asset" | "trip" | "shipment" | "device" | "probe";
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** Format: date-time */
                        readonly from: string;
                        /** Format: date-time */
                        readonly to: string;
                        readonly frames: number;
                        readonly undecodable: number;
                        readonly compartments: readonly {
                            readonly device: string;
                            readonly compartment: string;
                            readonly name: {
                                readonly zh: string;
                                readonly en: string;
                            };
                            readonly range: {
                                readonly minCelsius: number;
                                readonly maxCelsius: number;
                            } | null;
                            readonly channels: readonly {
                                readonly channel: string;
                                readonly source: string;
                                readonly quantity: string;
                                readonly unit: string;
                                readonly samples: number;
                                readonly samplesNotGood: number;
                                readonly minimum: {
                                    readonly value: number;
                                    /** Format: date-time */
                                    readonly at: string;
                                } | null;
                                readonly maximum: {
                                    readonly value: number;
                                    /** Format: date-time */
                                    readonly at: string;
                                } | null;
                                /** @description weighted by time */
                                readonly mean: number | null;
                                /** @description USP <1160>, 83.144 kJ/mol; of temperatures */
                                readonly meanKineticCelsius: number | null;
                                /** @description how long values are known for; a gap is no time */
                                readonly coveredMinutes: number;
                                readonly outOfRangeMinutes: number;
                                readonly longestGapMinutes: number;
                                readonly excursionCount: number;
                                /** @description the first 100 */
                                readonly excursions: readonly {
                                    /** Format: date-time */
                                    readonly from: string;
                                    /** Format: date-time */
                                    readonly to: string;
                                    readonly peakCelsius: number;
                                    readonly samples: number;
                                }[];
                            }[];
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record or inspection, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the inspection is over */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getInspectionKindIdProofs: {
        readonly parameters: {
            readonly query: {
                /** @description an open inspection of yours: what it is for goes with every look */
                readonly inspection: string;
                /** @description one of the recordings; default: the first */
                readonly device?: string;
                readonly from: string;
                readonly to: string;
            };
            readonly header?: never;
            readonly path: {
                readonly kind: "asset" | "trip" | "shipment" | "device" | "probe";
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/x-ndjson": string;
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record or inspection, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the inspection is over */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getInspectionKindIdDocumentsDocument: {
        readonly parameters: {
            readonly query: {
                /** @description an open inspection of yours: what it is for goes with every look */
                readonly inspection: string;
            };
            readonly header?: never;
            readonly path: {
                readonly kind: "asset" | "trip" | "shipment" | "device" | "probe";
                readonly id: string;
                readonly document: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @description more than one is a conflict: a device gave an id twice */
                        readonly items: readonly {
                            readonly id: string;
                            readonly device: string;
                            readonly kind: string;
                            readonly digest: string;
                            readonly salt: string;
                            readonly text: string;
                        }[];
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not for this role, or the token has no scope for it */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such record or inspection, or it is out of reach */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the inspection is over */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getOpenapiJson: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description done */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly openapi: string;
                    } & {
                        readonly [key: string]: unknown;
                    };
                };
            };
            /** @description the request is not as described; `field` names what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
