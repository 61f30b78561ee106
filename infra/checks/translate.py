"""What CloudFormation would be given: translate.py TEMPLATE.yaml > TRANSLATED.json. Needs no account and no network."""

import json
import logging
import os
import sys

from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse


def translate(text: str) -> dict:
    os.environ.setdefault("AWS_DEFAULT_REGION", "eu-central-1")
    # It warns that a switch for AWS's own use is not set.
    logging.getLogger("samtranslator").setLevel(logging.ERROR)
    template = yaml_parse(text)
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            # `sam deploy` uploads the JAR and puts its place here; the translator takes no path.
            resource["Properties"]["CodeUri"] = "s3://bucket/function.jar"
    # The first argument would map names of managed policies to ARNs; no function has any.
    return Translator({}, Parser()).translate(template, {"LogOrigin": "log.example.org"})


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        json.dump(translate(file.read()), sys.stdout, indent=2, sort_keys=True)
