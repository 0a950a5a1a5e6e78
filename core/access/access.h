/* access.h - who somebody is and what they may do; default is no.
 *
 * The grants are records; this is their compiled form, rebuilt when one changes. */
#ifndef DMS_ACCESS_ACCESS_H
#define DMS_ACCESS_ACCESS_H

#include "dms/access.h"
#include "dms/registrar.h"
#include "storage/query.h"

struct access;
struct access_form; /* the compiled grants, users and stores of one moment; immutable */

/* One person in one request; what it points to is lent by the form it was found in. */
struct actor {
    int64_t user; /* 0: the house */
    const char *name, *language;
    bool house;      /* full rights */
    bool everywhere; /* some grant reaches every store */
    const char *const *roles;
    size_t role_count;
    const int64_t *stores; /* where the user works; the first is the usual one */
    size_t store_count;
    const int64_t *team; /* users in the teams the user leads, and the user */
    size_t team_count;
    const uint64_t *role_bits; /* bit n is the n-th role of the form */
};

struct store_info {
    int64_t id;
    const char *code, *brand; /* brand: its code; "" when none */
};

/* What an actor may do with one entity: the union of the roles' grants. */
struct permission {
    uint32_t actions; /* enum dms_action over all scopes */
    uint32_t scope_of[8];    /* widest enum dms_scope per action bit */
    const struct entity *entity;
    bool full;              /* nothing masked, nothing hidden but secrets */
    uint64_t hidden[4];     /* bit per field index that is never shown or set (first 256) */
    /* The same by enum dms_scope - 1: for a record that only this scope or a wider one
     * reaches. A grant of one's own records says nothing about everybody's. */
    uint64_t hidden_at[4][4];
    /* What some grant excepts and no grant as wide gives all the same: fields that are not set,
     * and those never seen in clear, though they may be seen. */
    uint64_t unset[4], covered[4];
};

struct access *access_create(void);
void access_destroy(struct access *access);
/* Reads users, roles, grants, stores and brands into a new form and puts it in place.
 * Units that run keep the form they hold. */
enum dms_status access_reload(struct access *access, struct storage_session *session,
                              const struct entity_set *set, struct dms_error *error);
/* A hold on the form of now, to be released; never NULL. */
const struct access_form *access_hold(struct access *access);
void access_release(struct access *access, const struct access_form *form);

/* The user by login name. FORBIDDEN ("access.unknown_user") when unknown or switched off.
 * No SQL and no memory: the form has it all. */
enum dms_status access_actor(const struct access_form *form, const char *name,
                             struct scratch *scratch, struct actor *actor,
                             struct dms_error *error);
void access_house_actor(struct actor *actor);
/* The login name of a user; NULL when there is none or it is switched off. */
const char *access_user_name(const struct access_form *form, int64_t id);
bool actor_has_role(const struct actor *actor, const char *role);

/* NULL when there is none. */
const struct store_info *access_store(const struct access_form *form, int64_t id);
const struct store_info *access_store_by_code(const struct access_form *form, const char *code);
/* The store of a house that has just one; NULL when there are none or more. */
const struct store_info *access_only_store(const struct access_form *form);
const char *access_brand_code(const struct access_form *form, int64_t brand);

/* Fills PERMISSION; actions 0 when nothing is granted. */
void access_permission(const struct access_form *form, const struct actor *actor,
                       const struct entity *entity, struct permission *permission);
/* Everything: for the house, and for a plugin's code with its own entities. */
void access_full_permission(const struct entity *entity, struct permission *permission);
/* FORBIDDEN with entity and action in words. */
enum dms_status permission_need(const struct permission *permission, enum dms_action action,
                                struct dms_error *error);
bool permission_sets_field(const struct permission *permission, const struct entity_field *field);
bool permission_sees_field(const struct permission *permission, const struct entity_field *field);
/* Clear sight and the fields a grant shows may reach fewer records than reading does. Once
 * RECORD is known, this makes permission_masks and permission_sees_field exact for it;
 * without it the stricter answer holds. */
void permission_narrow(struct permission *permission, const struct actor *actor,
                       const struct dms_record *record);
/* True when the field's value must be masked for the actor (personal, sensitive, secret). */
bool permission_masks(const struct permission *permission, const struct entity_field *field);
/* The rows ACTION reaches. */
void permission_scope(const struct permission *permission, const struct actor *actor,
                      enum dms_action action, struct row_scope *scope);
/* Does SCOPE hold this record? The same answer as the SQL gives. */
bool scope_holds(const struct row_scope *scope, const struct dms_record *record);

/* Masks on the server: "138****5678", "310**********1234", surname kept. Lives in SCRATCH. */
bool mask_known(const char *mask);
extern const char *const mask_names[]; /* ends with NULL; what a field's card may say */
const char *mask_text(const char *mask, const char *text, struct scratch *scratch);

/* The core's own entities: core.brand, core.store, core.user, core.role, core.grant,
 * core.setting, core.calendar_day, core.task, core.message, core.session, core.token,
 * core.print. Ends with NULL. */
extern const struct dms_entity *const access_entities[];
/* What the core seeds for them: the role admin, and what everybody who logs in may see. */
extern const struct dms_role access_roles[];   /* ends with a NULL name */
extern const struct dms_grant access_grants[]; /* ends with a NULL role */
/* The role that everybody has. */
#define ACCESS_EVERYONE "everyone"
/* Declares all of it, with its checks, hooks and workflows, like a plugin's start. */
enum dms_status access_declare(struct dms_registrar *registrar, struct dms_error *error);
/* Fills a new core.grant record from a declared grant. */
enum dms_status access_grant_record(const struct dms_grant *grant, struct dms_record *record,
                                    struct dms_error *error);

#endif
