#!/bin/sh
# The whole chain through the `registry` command alone: chain.sh FOLDER (new or empty). Ends with exit status 0 when every
# step did what it should, and with another one at the first that did not. REGISTRY may name another command to call.
set -eu

registry=${REGISTRY:-registry}
folder=${1:?usage: chain.sh FOLDER}
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$folder"
cd "$folder"
today=$(date -u +%F)
year=$(date -u +%Y)

# a command by one of the people; each has a password of his own
by() {
  who=$1
  shift
  echo "\$ registry --as $who $*" >&2
  "$registry" --register office.register --as "$who" --passphrase-file "$who.txt" "$@"
}

# the same, which must be refused with a sentence and exit status 1
refused() {
  status=0
  by "$@" 2>refusal.txt >/dev/null || status=$?
  [ "$status" = 1 ] || { echo "exit status $status, where 1 was due: $*" >&2; cat refusal.txt >&2; exit 9; }
  grep -v '^\$' refusal.txt >&2 || { echo "refused without a word: $*" >&2; exit 9; }
}

# the number of a kind (its letter) in what a command printed
number() {
  sed -n "s/.*\($1-HQ-[0-9-]*[0-9]\).*/\1/p" | head -n 1
}

# a paper of one line, as a scanner would leave it
paper() {
  printf '%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' >"$1.pdf"
  printf '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n%% %s\ntrailer<</Root 1 0 R>>\n%%%%EOF\n' "$1" >>"$1.pdf"
}

for who in admin clerk licensing finance complaints custodian director auditor; do
  echo "the own words of $who" >"$who.txt"
done

echo "== the register, its people, its law" >&2
by admin init --ministry "Ministry of Labour" --country ET --office HQ --name "Abebe Admin" --zone UTC --root-dir root
for account in clerk:clerk licensing:licensing_officer finance:finance_officer complaints:complaints_officer \
  custodian:custodian director:director auditor:auditor; do
  who=${account%%:*}
  by admin user add "$who" --name "Officer $who" --role "${account##*:}" --new-passphrase-file "$who.txt"
done
by admin user authorise director --verb licence:grant --verb complaint:decide --verb guarantee:claim \
  --instrument "Directive 1" --dated "$today" --from "$today"
by admin office holidays --through "$((year + 2))-12-31"
by admin rulebook adopt et/923-2016
by admin rulebook confirm
refused admin rulebook approve-confirmation
by director rulebook approve-confirmation
by admin rulebook set "$here/../../resources/demo/house-rules-et.toml"
by director rulebook approve-set

echo "== an agency with its principals and its guarantee" >&2
agency=$(by clerk agency register --name "Warka Nigat Overseas Employment" --legal-form private_limited_company \
  --place Adama --region Oromia --principal "owner=Belay Hailu Chala" --principal "manager=Marta Seid Nuru" | number A)
paper bank
guarantee=$(by clerk guarantee lodge "$agency" --kind blocked_account --issuer "Bank of the Blue Nile" --reference BA-1 \
  --amount 100000 --currency USD --holder "Ministry of Labour" --original-held safe --issued-on "$today" | number G)
by finance guarantee shortfall "$agency"
by finance guarantee verify "$guarantee" bank.pdf --answer confirmed --answered-by "Selam Haile" --channel "registered post"
by finance guarantee shortfall "$agency"

echo "== from the counter to the licence" >&2
application=$(by clerk application lodge "$agency" --destination SA | number P)
for code in 24.1 24.2 24.3 24.4 24.5 24.6 24.7 24.8 24.9.a 24.9.b 24.9.c 24.10 24.11 24.12; do
  paper "$code"
  by clerk application paper "$application" "$code" "$code.pdf" --original-seen
done
by licensing application begin "$application"
by licensing application verify "$application"
by licensing application waive "$application" 24.13 --reason "No directive asks for more."
by licensing application examine "$application"
# the law of this rule book has ended: nothing is decided by it until two persons have confirmed that in writing
refused licensing application propose "$application" --grant --reasons "All is proven." --provision "art. 25"
for about in end et/1246-2021; do
  by admin rulebook confirm-in-force "$about" --instrument "Opinion 1 (made up)" --from "$today"
  by director rulebook approve-in-force
done
by licensing application propose "$application" --grant --reasons "All is proven." --provision "art. 25"
refused licensing application approve "$application"
licence=$(by director application approve "$application" | number L)
by clerk licence show "$licence"

echo "== a complaint with a sealed identity" >&2
sealed="Wubalem Tirunesh Gebremeskel"
cat >complaint.json <<JSON
{"channel": "counter", "complainant_kind": "worker", "language": "am",
 "workers": [{"identity": {"name": "$sealed", "contacts": ["+251 11 055 7731"]}, "sex": "female", "destination": "SA"}],
 "respondents": [{"kind": "agency", "agency": "$agency"}],
 "allegations": [{"worker": 1, "category": "overcharge", "facts": "A fee was taken for a place abroad.",
   "sums": [{"kind": "claimed", "amount": "18500.00", "currency": "ETB", "item": "fee"}]}]}
JSON
refused auditor complaint receive complaint.json
complaint=$(by complaints complaint receive complaint.json | number C)
rm complaint.json
by complaints complaint acknowledge "$complaint"
by complaints complaint conciliate "$complaint"
paper settlement
by complaints complaint settle "$complaint" settlement.pdf --sum 1=18500 --currency ETB --item fee --due "$today" \
  --terms "Paid back today." --signed-by "the manager" --language-spoken am --interpreter "Liya Tamrat" --heard-alone 1
by complaints complaint pay "$complaint" --allegation 1 --amount 18500 --currency ETB --source agency \
  --paid-by "the agency" --manner cash --heard-alone 1 --language-spoken am --interpreter "Liya Tamrat"
by complaints complaint show "$complaint"
by complaints complaint close "$complaint" --reason "The worker has the money."

echo "== papers that anyone can check" >&2
by admin key export --out office.pub
by clerk certificate issue "$agency" --kind compliance --out compliance.pdf --json >issued.json
code=$(sed -n 's/^ *"code": "\(.*\)",*$/\1/p' issued.json)
by clerk certificate issue "$licence" --kind licence --in ar --out licence.pdf
"$registry" check compliance.pdf --key office.pub
"$registry" check licence.pdf --key office.pub
cp compliance.pdf forged.pdf
echo >>forged.pdf
status=0
"$registry" check forged.pdf --key office.pub >/dev/null || status=$?
[ "$status" = 1 ] || { echo "a forged paper: exit status $status" >&2; exit 9; }

echo "== what leaves the office" >&2
by auditor verify --anchor "$code"
by auditor export --out export.json --journal-dir journal
by auditor prove 7 --out proof.json
for word in $sealed; do
  if grep -qi "$word" export.json; then
    echo "the export names whom the register seals" >&2
    exit 9
  fi
done
echo "The chain is whole: licence $licence, complaint $complaint, $folder/compliance.pdf"
