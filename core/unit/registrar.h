/* registrar.h - the inside of dms_registrar: declarations in order, each with its owner. */
#ifndef DMS_UNIT_REGISTRAR_H
#define DMS_UNIT_REGISTRAR_H

#include "unit/catalogue.h"

struct registrar_field {
    char *entity;
    struct dms_field card;
};

/* The lists hold copies of the cards; what the cards point to stays the owner's. */
struct dms_registrar {
    struct dms_house *house;
    char *owner;
    struct list entities, fields, checks, hooks, workflows, calls, subscribers, timers, roles,
        grants, importers, figures, assets, pages;
    dms_version_fill version_fill;
    void *version_data;
    bool parked; /* stands in for a plugin that is off */
};

/* A registrar that takes declarations of OWNER. Yours to destroy, or hand to house_add. */
struct dms_registrar *registrar_create(struct dms_house *house, const char *owner);
void registrar_destroy(struct dms_registrar *registrar);

/* Builds a catalogue of all registrars together. When they contradict each other *CULPRIT
 * (may be NULL) is the registrar whose declaration did not fit. NOTICES: array or NULL. */
enum dms_status catalogue_build(const struct list *registrars, struct catalogue **catalogue,
                                struct dms_json *notices, const struct dms_registrar **culprit,
                                struct dms_error *error);
void catalogue_destroy(struct catalogue *catalogue);

#endif
