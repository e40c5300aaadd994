"""A workflow as people read it: the page to sign, the index of rules, the picture, the glossary."""
