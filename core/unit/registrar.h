/* registrar.h - the inside of dms_registrar: declarations in order, each with its owner. */
#ifndef DMS_UNIT_REGISTRAR_H
#define DMS_UNIT_REGISTRAR_H

#include "unit/catalogue.h"

struct dms_registrar;

/* A registrar that takes declarations of OWNER. Yours to destroy, or hand to house_add. */
struct dms_registrar *registrar_create(struct dms_house *house, const char *owner);
void registrar_destroy(struct dms_registrar *registrar);
/* Builds a catalogue of all registrars together; contradictions name both owners. */
enum dms_status catalogue_build(struct list *registrars, struct catalogue **catalogue,
                                struct dms_json *notices, struct dms_error *error);
void catalogue_destroy(struct catalogue *catalogue);

#endif
