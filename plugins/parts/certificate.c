/* certificate.c - nothing is sold or fitted without a proof of where it comes from; of lots,
 * the one that expires first goes first (rows 80, 83, 84). */
#include <string.h>

#include "parts.h"

static bool
has_text(const struct dms_record *record, const char *field)
{
    const char *text = dms_record_text(record, field);
    return text != NULL && text[0] != '\0';
}

static enum dms_status
need_paper(const struct dms_record *part, const struct dms_record *holder,
           struct dms_error *error)
{
    if (dms_record_int(part, "needs_certificate") == 0 || has_text(holder, "certificate"))
        return DMS_OK;
    return dms_fail_field(error, DMS_DENIED, "certificate", "parts.no_certificate",
                          "part=%s|name=%s", dms_record_text(part, "code"),
                          dms_record_text(part, "name"));
}

static enum dms_status
check_lot(struct dms_unit *unit, const struct dms_record *part,
          const struct dms_record *lot, struct dms_error *error)
{
    const char *number = dms_record_text(lot, "number");
    if (dms_record_int(lot, "part") != dms_record_id(part))
        return dms_fail_field(error, DMS_INVALID, "lot", "parts.lot_of_other",
                              "lot=%s|part=%s", number, dms_record_text(part, "code"));
    if (strcmp(dms_record_state(lot), "released") != 0)
        return dms_fail_field(error, DMS_DENIED, "lot", "parts.lot_blocked", "lot=%s",
                              number);
    if (dms_record_has(lot, "expires_on") &&
        dms_record_int(lot, "expires_on") < dms_unit_today(unit))
        return dms_fail_field(error, DMS_DENIED, "lot", "parts.lot_expired", "lot=%s",
                              number);
    return need_paper(part, lot, error);
}

/* Those without a date last; each only so far as it reaches. */
static enum dms_status
take_lots(struct dms_unit *unit, const struct dms_record *part,
          struct parts_posting *posting, struct dms_error *error)
{
    static const char query[] =
        "{\"where\":{\"part\":\"$id\",\"state\":\"released\",\"on_hand\":{\"gt\":0}},"
        "\"sort\":\"expires_on,id\",\"limit\":200}";
    const struct dms_list *lots = NULL;
    int64_t left = -posting->quantity, cost = 0;
    enum dms_status st =
        parts_list(unit, "parts.lot", query, dms_record_id(part), &lots, error);
    for (int dated = 1; st == DMS_OK && dated >= 0; dated--) {
        for (size_t i = 0; st == DMS_OK && left > 0 && i < dms_list_count(lots); i++) {
            const struct dms_record *lot = dms_list_at(lots, i);
            int64_t on_hand = dms_record_int(lot, "on_hand");
            struct parts_posting piece = *posting;
            if (dms_record_has(lot, "expires_on") != (dated == 1) ||
                check_lot(unit, part, lot, NULL) != DMS_OK)
                continue;
            piece.lot = dms_record_id(lot);
            piece.quantity = on_hand < left ? -on_hand : -left;
            piece.held =
                posting->held < -piece.quantity ? posting->held : -piece.quantity;
            piece.amount = 0;
            if (left != -posting->quantity)
                piece.occasion = NULL;
            if (left + piece.quantity == 0)
                piece.amount = posting->amount;
            st = parts_post(unit, &piece, error);
            posting->held -= piece.held;
            posting->movement = piece.movement;
            posting->lot = piece.lot;
            posting->again = piece.again;
            left = piece.again ? 0 : left + piece.quantity;
            cost += piece.cost;
        }
    }
    posting->cost = cost;
    if (st == DMS_OK && left > 0)
        st = dms_fail_field(error, DMS_DENIED, "lot", "parts.no_lot", "part=%s|short=%s",
                            dms_record_text(part, "code"), parts_count(unit, left));
    return st;
}

enum dms_status
parts_take(struct dms_unit *unit, const struct dms_record *part,
           struct parts_posting *posting, struct dms_error *error)
{
    const struct dms_record *lot = NULL;
    enum dms_status st = DMS_OK;
    if (dms_record_int(part, "by_lot") != 0 && posting->lot == 0)
        return take_lots(unit, part, posting, error);
    if (posting->lot == 0)
        st = need_paper(part, part, error);
    else
        st = dms_unit_get(unit, "parts.lot", posting->lot, &lot, error);
    if (st == DMS_OK && lot != NULL)
        st = check_lot(unit, part, lot, error);
    return st == DMS_OK ? parts_post(unit, posting, error) : st;
}
