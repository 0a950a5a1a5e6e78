/* adf.h - one lead of an ADF file on its way from XML to crm.lead.
 *
 * adf_bytes turns the file into something expat reads, adf_xml walks it, adf_prospect
 * collects what is said about one lead, adf makes the record. */
#ifndef CRM_ADF_H
#define CRM_ADF_H

#include "dms/dms.h"

#define ADF_BLOCK 16384

/* Filled by adf_bytes_open; close even when opening failed. */
struct adf_bytes {
    struct dms_import *import;
    void *converter;    /* iconv_t; NULL: the bytes go to expat as they are */
    char encoding[40];  /* as the file declares it; "" when it does not */
    const char *really; /* what expat is told against the declaration; NULL: nothing */
    char raw[ADF_BLOCK];
    size_t raw_size; /* read and not yet given out */
    bool ended;
};

enum dms_status adf_bytes_open(struct adf_bytes *bytes, struct dms_import *import,
                               struct dms_error *error);
void adf_bytes_close(struct adf_bytes *bytes);
/* The next bytes, UTF-8 when converted; BUFFER holds ADF_BLOCK × 2. *GOT is 0 at the end. */
enum dms_status adf_bytes_read(struct adf_bytes *bytes, char *buffer, size_t *got,
                               struct dms_error *error);

/* What an element's attributes say that matters to somebody. */
struct adf_marks {
    char kind[64];     /* part of a name, type of a phone, in small letters */
    char source[201];  /* of an id, and its sequence */
    char sequence[64];
    bool preferred;    /* preferredcontact="1" */
    char said[160];    /* what else there is: "units=mi, status=original" */
};

struct adf_prospect {
    int64_t line;             /* where it begins */
    struct dms_json *row;     /* fields of crm.lead, as text */
    struct dms_json *vehicle; /* the one being read; its interest and status first */
    struct dms_json *names;   /* parts of the customer's name */
    struct dms_json *address, *note; /* arrays of text */
    int contacts, phone_rank;
    bool wanted, traded; /* the car wanted, the car given in exchange are known */
};

void adf_prospect_begin(struct adf_prospect *prospect, int64_t line);
void adf_prospect_end(struct adf_prospect *prospect); /* may be called again */
/* ATTRIBUTES: name, value, …, NULL as expat gives them. PATH: "vehicle", "customer/contact". */
void adf_prospect_open(struct adf_prospect *prospect, const char *path,
                       const char **attributes);
/* An element at PATH has ended and said TEXT, trimmed; "" when it said nothing. */
void adf_prospect_close(struct adf_prospect *prospect, const char *path,
                        const struct adf_marks *marks, const char *text);
/* The same for a leaf with one line of TEXT that has its place in the lead, or the note. */
void adf_take(struct adf_prospect *prospect, const char *path, const struct adf_marks *marks,
              const char *text);
void adf_take_vehicle(struct adf_prospect *prospect);
void adf_add_note(struct adf_prospect *prospect, const char *label, const char *said,
                  const char *text);
void adf_read_marks(struct adf_marks *marks, const char *element, const char **attributes);
/* The name without the prefix of its namespace. */
const char *adf_local(const char *name);
/* Puts name, address and note together; INVALID when nobody could answer this lead. */
enum dms_status adf_prospect_finish(struct adf_prospect *prospect,
                                    struct dms_error *error);
/* The same lead gets the same key, however its file is spaced. Yours to free(). */
char *adf_prospect_key(const struct adf_prospect *prospect);

/* Walks the whole file. Each finished prospect goes to TELL; OK goes on. */
typedef enum dms_status (*adf_tell)(void *context, struct adf_prospect *prospect,
                                    struct dms_error *error);
enum dms_status adf_xml_walk(struct dms_import *import, adf_tell tell, void *context,
                             struct dms_error *error);

/* The names of ELEMENTS joined by SEPARATOR; yours to free(). */
char *adf_join(const struct dms_json *texts, const char *separator);
/* Given and family name as people say them: "Test Lead", but 王小明 for Chinese. Yours to free(). */
char *adf_full_name(const struct dms_json *names);

#endif
