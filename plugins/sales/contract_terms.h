/* contract_terms.h - what stands in a contract, and in which paper it is written first. */
#ifndef SALES_CONTRACT_TERMS_H
#define SALES_CONTRACT_TERMS_H

#include "deal.h"

/* The papers a contract is made from; NULL: there is none yet. */
struct papers {
    const struct dms_record *order, *quote, *customer, *model, *car;
};

enum paper { OF_ORDER, OF_QUOTE, OF_CUSTOMER, OF_MODEL, OF_CAR };

/* FIELD of the contract says what SOURCE of PAPER says; MAY_LACK: or nothing. */
struct term {
    const char *field, *source;
    enum paper paper;
    bool may_lack;
};

extern const struct term contract_terms[]; /* ends with a row without a field */

const struct dms_record *papers_at(const struct papers *papers, enum paper paper);
enum dms_status papers_load(struct dms_unit *unit, const struct dms_record *contract,
                            struct papers *papers, struct dms_error *error);

#endif
