# shop.sh - for the tests of the command line: a demo shop of their own, and how to expect.
work=$(mktemp -d)
shop=$work/shop
faults=0
trap 'if [ -n "${server:-}" ]; then kill "$server" 2>/dev/null; wait "$server" 2>/dev/null; fi; rm -rf "$work"' EXIT
export DMS_LANG=en
. "$SOURCE_DIR/tests/support/demo.sh"
# Asked for here so that a test may edit them.
cp -r "$SOURCE_DIR/scripts" "$work/scripts"
export DMS_SCRIPT_PATH=$work/scripts

dms() { "$DMS" -C "$shop" "$@"; }

fault() {
    echo "FAULT: $*"
    faults=$((faults + 1))
}

# expect CODE TEXT ARGUMENTS… : dms ARGUMENTS exits with CODE and says TEXT somewhere.
expect() {
    local code=$1 text=$2 said got
    shift 2
    said=$(timeout 60 "$DMS" -C "$shop" "$@" 2>&1)
    got=$?
    [ "$got" = "$code" ] || fault "dms $*: exit $got, not $code: $said"
    [[ "$said" == *"$text"* ]] || fault "dms $*: no “$text” in: $said"
}

# field ENTITY ID NAME: the value of one field, as JSON prints it.
field() {
    dms get "$1" "$2" --fields "$3" --json | sed -n "s/^ *\"$3\": \"\{0,1\}\([^\",]*\)\"\{0,1\},\{0,1\}\$/\1/p"
}

finish() {
    [ "$faults" = 0 ] || exit 1
    echo "$*"
}

# made USER ENTITY field=value… : makes a record and prints its id.
made() {
    local user=$1 said
    shift
    said=$(dms --as "$user" create "$@" --json 2>&1) || fault "$user create $*: $said"
    sed -n 's/^ *"id": \([0-9]*\),\{0,1\}$/\1/p' <<<"$said" | head -1
}

# does USER ENTITY ID TRANSITION field=value… : and it must work.
does() {
    local user=$1 said
    shift
    said=$(dms --as "$user" do "$@" 2>&1) || fault "$user do $*: $said"
}

# deliver_aurora VIN PHONE : sells that A5 to somebody, from customer to key; prints the order.
deliver_aurora() {
    local customer deal quote order car
    customer=$(made a_advisor crm.customer name=王五 phone="$2")
    deal=$(made a_advisor sales.opportunity customer="$customer" model=A5 needs=家用)
    quote=$(made a_advisor sales.quote opportunity="$deal" customer="$customer" model=A5 \
        price=126500.00)
    does a_advisor sales.quote "$quote" send
    does a_advisor sales.quote "$quote" accept
    order=$(made a_advisor sales.order quote="$quote")
    does a_advisor sales.order "$order" sign
    made a_cashier sales.payment order="$order" kind=balance amount=126500.00 method=card >/dev/null
    car=$(dms list sales.vehicle --where "{\"vin\":\"$1\"}" --json | sed -n 's/^ *"id": \([0-9]*\),\{0,1\}$/\1/p')
    does a_advisor sales.order "$order" allocate vehicle="$car"
    made a_advisor sales.inspection order="$order" vin_seen="$1" performance=true exterior=true \
        interior=true accessories=true >/dev/null
    dms --as a_advisor set sales.order "$order" x_plate_done=true >/dev/null || fault "no plate"
    does a_advisor sales.order "$order" deliver
    echo "$order"
}

# call_day ORDER : the day on which the buyer of that order is to be called. What follows from
# a delivery comes a moment after it.
call_day() {
    local day=
    for _ in $(seq 100); do
        day=$(dms list core.task --where "{\"kind\":\"delivery_call\",\"subject\":$1}" --json |
            sed -n 's/^ *"due_at": "\([0-9-]*\)T.*/\1/p')
        [ -n "$day" ] && break
        sleep 0.05
    done
    echo "$day"
}
