/* approval_seats.c - who may vote for which seat, for oneself or for somebody who is away, and
 * when there are enough votes. The requester has no seat, not even another's. */
#include <stdlib.h>
#include <string.h>

#include "script/approval.h"

enum dms_status
approval_load_votes(struct dms_unit *unit, int64_t approval, struct approval_votes *votes,
                    struct dms_error *error)
{
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "approval", approval);
    enum dms_status st = dms_unit_find(
        unit, "core.vote",
        "{\"where\":{\"approval\":\"$approval\"},\"sort\":\"id\",\"limit\":1000}", values,
        &votes->list, error);
    dms_json_destroy(values);
    return st;
}

static bool
is_filled(const struct approval_votes *votes, int64_t seat)
{
    for (size_t i = 0; i < dms_list_count(votes->list); i++) {
        const struct dms_record *vote = dms_list_at(votes->list, i);
        if (dms_record_int(vote, "seat") == seat && dms_record_int(vote, "agrees") != 0)
            return true;
    }
    return false;
}

static struct dms_json *
seats_of(const struct dms_record *approval)
{
    struct dms_json *seats = NULL;
    const char *text = dms_record_text(approval, "seats");
    if (text == NULL || dms_json_load(text, strlen(text), &seats, NULL) != DMS_OK)
        seats = dms_json_create_array();
    return seats;
}

int64_t
approval_open_seat(const struct dms_json *seats, const struct approval_votes *votes)
{
    for (size_t i = 0; i < dms_json_count(seats); i++)
        if (!is_filled(votes, (int64_t)i))
            return (int64_t)i;
    return -1;
}

/* How many agree: any is one, a number so many; 0: every seat. */
static int64_t
persons_needed(const struct dms_record *approval)
{
    const char *how = dms_record_text(approval, "how");
    if (how == NULL || strcmp(how, "any") == 0)
        return 1;
    return strcmp(how, "all") == 0 || strcmp(how, "turn") == 0 ? 0
                                                               : strtoll(how, NULL, 10);
}

static bool
is_added(const struct dms_json *seats, size_t index)
{
    return dms_json_at_key(dms_json_at(seats, index), "added_by") != NULL;
}

bool
approval_is_granted(const struct dms_record *approval, const struct approval_votes *votes,
                    int64_t seat)
{
    struct dms_json *seats = seats_of(approval);
    int64_t needed = persons_needed(approval), agreed = 1;
    bool all = true;
    for (size_t i = 0; i < dms_list_count(votes->list); i++)
        agreed += dms_record_int(dms_list_at(votes->list, i), "agrees") != 0;
    for (size_t i = 0; i < dms_json_count(seats); i++) {
        bool open = !is_filled(votes, (int64_t)i) && (int64_t)i != seat;
        bool wanted = needed == 0 || is_added(seats, i);
        agreed -=
            is_added(seats, i) && !open; /* one more than was asked for counts apart */
        all = all && !(open && wanted);
    }
    dms_json_destroy(seats);
    return all && (needed == 0 || agreed >= needed);
}

/* Does the list of role names in the text of core.user.roles hold ROLE? */
bool
approval_user_has(const struct dms_record *user, const char *role)
{
    struct dms_json *roles = NULL;
    const char *text = dms_record_text(user, "roles");
    bool found = false;
    if (text == NULL || dms_json_load(text, strlen(text), &roles, NULL) != DMS_OK)
        return false;
    for (size_t i = 0; i < dms_json_count(roles); i++) {
        const char *name = dms_json_text(dms_json_at(roles, i));
        found = found || (name != NULL && strcmp(name, role) == 0);
    }
    dms_json_destroy(roles);
    return found;
}

static bool
fits(const struct dms_json *seat, const struct dms_record *user)
{
    const char *role = dms_json_text_at(seat, "role");
    if (role == NULL)
        return dms_json_integer_at(seat, "user") == dms_record_id(user);
    return approval_user_has(user, role);
}

struct search {
    const struct dms_record *approval;
    const struct approval_votes *votes;
    const struct dms_json *seats;
};

static bool
has_voted(const struct search *search, int64_t user)
{
    for (size_t i = 0; i < dms_list_count(search->votes->list); i++) {
        const struct dms_record *vote = dms_list_at(search->votes->list, i);
        if (dms_record_int(vote, "user") == user ||
            dms_record_int(vote, "instead_of") == user)
            return true;
    }
    return false;
}

/* In turn only the first open seat is to be had; any and a number leave a role to several. */
static int64_t
seat_for(const struct search *search, const struct dms_record *user)
{
    const char *how = dms_record_text(search->approval, "how");
    bool several = persons_needed(search->approval) != 0;
    if (dms_record_id(user) == dms_record_int(search->approval, "requester") ||
        has_voted(search, dms_record_id(user)))
        return -1;
    for (size_t i = 0; i < dms_json_count(search->seats); i++) {
        bool shared = several && !is_added(search->seats, i);
        if (!shared && is_filled(search->votes, (int64_t)i))
            continue;
        if (fits(dms_json_at(search->seats, i), user))
            return (int64_t)i;
        if (how != NULL && strcmp(how, "turn") == 0)
            break;
    }
    return -1;
}

/* The newest word between two counts: a shorter one ends it early. */
static bool
is_newest(const struct dms_list *list, size_t index)
{
    int64_t user = dms_record_int(dms_list_at(list, index), "user");
    for (size_t i = 0; i < index; i++) /* newest first */
        if (dms_record_int(dms_list_at(list, i), "user") == user)
            return false;
    return true;
}

static enum dms_status
seat_of_absent(struct dms_unit *unit, const struct search *search, int64_t *seat,
               int64_t *principal, struct dms_error *error)
{
    const struct dms_list *list = NULL;
    int64_t today = dms_unit_today(unit);
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "deputy", dms_unit_user(unit));
    enum dms_status st = dms_unit_find(
        unit, "core.delegation",
        "{\"where\":{\"deputy\":\"$deputy\"},\"sort\":\"-id\",\"limit\":1000}", values,
        &list, error);
    dms_json_destroy(values);
    for (size_t i = 0; st == DMS_OK && *seat < 0 && i < dms_list_count(list); i++) {
        const struct dms_record *word = dms_list_at(list, i), *user = NULL;
        if (!is_newest(list, i) || dms_record_int(word, "from_date") > today ||
            dms_record_int(word, "until_date") < today ||
            dms_unit_get(unit, "core.user", dms_record_int(word, "user"), &user, NULL) !=
                DMS_OK)
            continue;
        *seat = seat_for(search, user);
        *principal = *seat >= 0 ? dms_record_id(user) : 0;
    }
    return st;
}

enum dms_status
approval_seat_of(struct dms_unit *unit, const struct dms_record *approval,
                 const struct approval_votes *votes, int64_t *seat, int64_t *principal,
                 struct dms_error *error)
{
    struct dms_json *seats = seats_of(approval);
    const struct search search = { approval, votes, seats };
    const struct dms_record *user = NULL;
    int64_t me = dms_unit_user(unit);
    *seat = -1;
    *principal = 0;
    enum dms_status st = dms_unit_get(unit, "core.user", me, &user, error);
    if (st == DMS_OK && me == dms_record_int(approval, "requester"))
        st = dms_fail(error, DMS_DENIED, "approval.own", "");
    if (st == DMS_OK && has_voted(&search, me))
        st = dms_fail(error, DMS_DENIED, "approval.voted_already", "");
    if (st == DMS_OK)
        *seat = seat_for(&search, user);
    if (st == DMS_OK && *seat < 0)
        st = seat_of_absent(unit, &search, seat, principal, error);
    if (st == DMS_OK && *seat < 0)
        st = dms_fail(error, DMS_FORBIDDEN, "approval.no_seat", "roles=%s",
                      approval_waits_for(unit, approval));
    dms_json_destroy(seats);
    return st;
}

const char *
approval_waits_for(struct dms_unit *unit, const struct dms_record *approval)
{
    struct dms_json *seats = seats_of(approval);
    struct approval_votes votes = { NULL };
    const char *how = dms_record_text(approval, "how"), *text = "";
    bool turn = how != NULL && strcmp(how, "turn") == 0;
    if (approval_load_votes(unit, dms_record_id(approval), &votes, NULL) == DMS_OK)
        for (size_t i = 0; i < dms_json_count(seats) && !(turn && text[0] != 0); i++) {
            const char *role = dms_json_text_at(dms_json_at(seats, i), "role");
            if (is_filled(&votes, (int64_t)i))
                continue;
            text =
                role != NULL
                    ? dms_scratch_printf(unit, "%s%s%s", text, text[0] == 0 ? "" : ", ",
                                         role)
                    : dms_scratch_printf(
                          unit, "%s%s#%lld", text, text[0] == 0 ? "" : ", ",
                          (long long)dms_json_integer_at(dms_json_at(seats, i), "user"));
        }
    dms_json_destroy(seats);
    return text;
}
