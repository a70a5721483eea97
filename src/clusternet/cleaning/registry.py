"""The cleaners a mapping file may name."""

from collections.abc import Callable

from clusternet.cleaning.booleans import clean_boolean
from clusternet.cleaning.cleaned import Cleaned
from clusternet.cleaning.countries import clean_country
from clusternet.cleaning.dates import clean_date, clean_year
from clusternet.cleaning.identifiers import clean_pic, clean_ror, clean_tax_code, clean_vat
from clusternet.cleaning.legal_forms import clean_legal_form
from clusternet.cleaning.names import clean_name
from clusternet.cleaning.numbers import clean_money, clean_number
from clusternet.cleaning.options import Options
from clusternet.cleaning.places import clean_municipality, clean_nuts3, clean_province
from clusternet.cleaning.sizes import clean_size
from clusternet.cleaning.texts import clean_text

# Each turns a text into what a table of a dataset takes and says what it changed, or raises Unclean; an empty
# text stays empty. Whether another text means that a value is missing is asked of `missing` before.
CLEANERS: dict[str, Callable[[str, Options], Cleaned]] = {
    "boolean": clean_boolean,
    "country": clean_country,
    "date": clean_date,
    "legal_form": clean_legal_form,
    "money": clean_money,
    "municipality": clean_municipality,
    "name": clean_name,
    "number": clean_number,
    "nuts3": clean_nuts3,
    "pic": clean_pic,
    "province": clean_province,
    "ror": clean_ror,
    "size": clean_size,
    "tax_code": clean_tax_code,
    "text": clean_text,
    "vat": clean_vat,
    "year": clean_year,
}
