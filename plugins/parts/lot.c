/* lot.c - the lot of a number, opened when it is new: goods that were received, or that lay there on
 * the first day (rows 80, 83). */
#include "parts.h"

static enum dms_status
open_lot(struct dms_unit *unit, const struct parts_lot *paper, int64_t *id,
         struct dms_error *error)
{
    struct dms_record *lot = NULL;
    enum dms_status st = dms_unit_new(unit, "parts.lot", &lot, error);
    if (st == DMS_OK)
        st = dms_record_set_int(lot, "part", paper->part, error);
    if (st == DMS_OK)
        st = dms_record_set_text(lot, "number", paper->number, error);
    if (st == DMS_OK && paper->certificate != NULL)
        st = dms_record_set_text(lot, "certificate", paper->certificate, error);
    if (st == DMS_OK && paper->made_on != 0)
        st = dms_record_set_int(lot, "made_on", paper->made_on, error);
    if (st == DMS_OK && paper->expires_on != 0)
        st = dms_record_set_int(lot, "expires_on", paper->expires_on, error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, lot, error);
    *id = st == DMS_OK ? dms_record_id(lot) : 0;
    /* Somebody has just looked at it. */
    return st == DMS_OK ? dms_unit_transition(unit, lot, "release", NULL, error) : st;
}

enum dms_status
parts_lot_of(struct dms_unit *unit, const struct parts_lot *paper, int64_t *id,
             struct dms_error *error)
{
    static const char query[] =
        "{\"where\":{\"part\":\"$id\",\"number\":\"$number\"},\"limit\":1}";
    const struct dms_record *found = NULL;
    struct dms_json *values = parts_id_values(paper->part);
    dms_json_set_text(values, "number", paper->number);
    enum dms_status st = parts_find(unit, "parts.lot", query, values, &found, error);
    if (st == DMS_OK && found == NULL)
        return open_lot(unit, paper, id, error);
    *id = st == DMS_OK ? dms_record_id(found) : 0;
    return st;
}
