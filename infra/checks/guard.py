"""Rules that template.yaml keeps to, checked on what SAM makes of it.

    guard.py TRANSLATED.json OPENAPI.yaml

A linter says whether AWS would take the template; this says whether Assay would. Prints one line a finding and exits 1
if there is any. guard_test.py breaks each rule once.
"""

import fnmatch
import json
import sys
from collections.abc import Iterator

import yaml

# All that each function's role may ever do. A new action is a decision: it belongs here and in docs/deploy.md.
ALLOWED = {
    "SubmitRole": {
        "s3:PutObject",
        "s3:GetObject",
        "s3:ListBucket",
        "dynamodb:GetItem",
        "dynamodb:BatchGetItem",
        "dynamodb:Query",
        "dynamodb:PutItem",
        "dynamodb:DeleteItem",
        "kms:Decrypt",
        "kms:GenerateDataKey",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "xray:PutTraceSegments",
        "xray:PutTelemetryRecords",
    },
    "QueryRole": {
        "s3:GetObject",
        "s3:ListBucket",
        "dynamodb:GetItem",
        "dynamodb:BatchGetItem",
        "dynamodb:Query",
        "kms:Decrypt",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "xray:PutTraceSegments",
        "xray:PutTelemetryRecords",
    },
    "AuditRole": {
        "s3:GetObject",
        "s3:ListBucket",
        "dynamodb:GetItem",
        "dynamodb:BatchGetItem",
        "dynamodb:Query",
        "dynamodb:Scan",
        "kms:GetPublicKey",
        "kms:Decrypt",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "xray:PutTraceSegments",
        "xray:PutTelemetryRecords",
    },
    "PublishRole": {
        "s3:PutObject",
        "s3:GetObject",
        "s3:ListBucket",
        "dynamodb:GetItem",
        "dynamodb:BatchGetItem",
        "dynamodb:PutItem",
        "dynamodb:DescribeStream",
        "dynamodb:GetRecords",
        "dynamodb:GetShardIterator",
        "dynamodb:ListStreams",
        "kms:Sign",
        "kms:GetPublicKey",
        "kms:Decrypt",
        "kms:GenerateDataKey",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "xray:PutTraceSegments",
        "xray:PutTelemetryRecords",
    },
}

# What no role of the template may do, whatever is added to the list above: each would let a statement, a block, a row
# or the key be changed or lost. A batch write is here because it may hold deletes.
FORBIDDEN = (
    "dynamodb:BatchWriteItem",
    "dynamodb:DeleteItem",
    "dynamodb:DeleteTable",
    "dynamodb:PartiQLDelete",
    "dynamodb:PartiQLUpdate",
    "dynamodb:UpdateContinuousBackups",
    "dynamodb:UpdateItem",
    "dynamodb:UpdateTable",
    "iam:PassRole",
    "kms:CreateGrant",
    "kms:DisableKey",
    "kms:PutKeyPolicy",
    "kms:ScheduleKeyDeletion",
    "s3:BypassGovernanceRetention",
    "s3:DeleteBucket",
    "s3:DeleteBucketPolicy",
    "s3:DeleteObject",
    "s3:DeleteObjectVersion",
    "s3:PutBucketPolicy",
    "s3:PutBucketVersioning",
    "s3:PutBucketObjectLockConfiguration",
    "s3:PutLifecycleConfiguration",
    "s3:PutObjectLegalHold",
    "s3:PutObjectRetention",
)

# Who reads every row of the index, and writes nothing.
AUDITOR = "AuditRole"

# Where submissions wait. It records nothing, so it alone may be lost, and items of it be deleted.
QUEUE = "PendingTable"

# Who signs and writes the public log, and notes in one item of the index how far it goes.
PUBLISHER = "PublishRole"
SIGNS = {"kms:SigningAlgorithm": "ED25519_SHA_512", "kms:MessageType": "RAW"}
PUBLICATION = "published"

# The public log: what is in it is no secret and follows from the ledger, so S3's own key and versions will do. Its
# checkpoint alone is overwritten.
PUBLIC_BUCKETS = {"LogBucket"}
OVERWRITTEN = {"LogBucket": [{"Fn::Sub": "${LogBucket.Arn}/log/checkpoint"}]}

# Nobody ends the key without first changing its policy.
KEY_ENDING = ("kms:DeleteImportedKeyMaterial", "kms:DisableKey", "kms:ScheduleKeyDeletion")


def many(value) -> list:
    return value if isinstance(value, list) else [] if value is None else [value]


def grants(statement: dict, action: str) -> bool:
    return any(fnmatch.fnmatch(action.lower(), given.lower()) for given in many(statement.get("Action")))


def named(value) -> str | None:
    """The logical id that a Ref or a GetAtt points at, if it is one."""
    if isinstance(value, dict):
        if "Ref" in value:
            return value["Ref"]
        if "Fn::GetAtt" in value:
            target = value["Fn::GetAtt"]
            return target[0] if isinstance(target, list) else target.split(".")[0]
    return None


class Template:
    def __init__(self, document: dict):
        self.resources: dict[str, dict] = document["Resources"]

    def of_type(self, kind: str) -> Iterator[tuple[str, dict, dict]]:
        for name, resource in self.resources.items():
            if resource["Type"] == kind:
                yield name, resource, resource.get("Properties", {})

    def role_statements(self) -> Iterator[tuple[str, str, dict]]:
        """(role, where, statement) of everything that is given to a role, however it is attached."""
        for name, _, properties in self.of_type("AWS::IAM::Role"):
            for policy in properties.get("Policies", []):
                for statement in many(policy["PolicyDocument"]["Statement"]):
                    yield name, name, statement
        for name, _, properties in self.of_type("AWS::IAM::RolePolicy"):
            for statement in many(properties["PolicyDocument"]["Statement"]):
                yield named(properties["RoleName"]) or "?", name, statement
        for kind in ("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"):
            for name, _, properties in self.of_type(kind):
                for role in many(properties.get("Roles")) or ["?"]:
                    for statement in many(properties["PolicyDocument"]["Statement"]):
                        yield named(role) or "?", name, statement


def roles(template: Template) -> Iterator[str]:
    """Least privilege, one role a function."""
    taken: dict[str, str] = {}
    for function, _, properties in template.of_type("AWS::Lambda::Function"):
        role = named(properties.get("Role"))
        if role not in ALLOWED:
            yield f"{function}: its role {role} has no list of allowed actions in guard.py"
        elif role in taken:
            yield f"{function}: shares the role {role} with {taken[role]}"
        taken[role] = function

    for name, _, properties in template.of_type("AWS::IAM::Role"):
        if name in ALLOWED and properties.get("ManagedPolicyArns"):
            yield f"{name}: has managed policies, whose actions AWS changes at will"
        for statement in many(properties["AssumeRolePolicyDocument"]["Statement"]):
            if set(statement.get("Principal", {})) != {"Service"}:
                yield f"{name}: may be assumed by something other than an AWS service"

    for role, where, statement in template.role_statements():
        sid = f"{where}/{statement.get('Sid', '?')}"
        if statement.get("Effect") != "Allow":
            continue
        if "NotAction" in statement or "NotResource" in statement:
            yield f"{sid}: allows all but what it names"
            continue
        actions = set(many(statement.get("Action")))
        for action in sorted(a for a in actions if "*" in a or "?" in a):
            yield f"{sid}: the action {action} has a wildcard"
        for action in FORBIDDEN:
            if grants(statement, action) and not (action == "dynamodb:DeleteItem" and only_the_queue(statement)):
                yield f"{sid}: grants {action}, which no role may have"
        for action in sorted(actions - ALLOWED.get(role, actions)):
            yield f"{sid}: grants {action}, which guard.py does not allow {role}"
        if "*" in many(statement.get("Resource")) and not statement.get("Condition"):
            yield f"{sid}: names no resource and sets no condition"


def publishing(template: Template) -> Iterator[str]:
    """Only the publish function says what the public log is, and it says nothing else."""
    holds_back = {role for role, _, statement in template.role_statements() if leaves_publication_alone(statement)}
    for role, where, statement in template.role_statements():
        sid = f"{where}/{statement.get('Sid', '?')}"
        if statement.get("Effect") != "Allow":
            continue
        equal = statement.get("Condition", {}).get("StringEquals", {})
        if grants(statement, "kms:Sign"):
            if role != PUBLISHER:
                yield f"{sid}: lets {role} sign; only {PUBLISHER} may"
            if any(equal.get(key) != value for key, value in SIGNS.items()):
                yield f"{sid}: signs with more than pure Ed25519"
            if [named(resource) for resource in many(statement.get("Resource"))] != ["LogKey"]:
                yield f"{sid}: signs with another key than LogKey"
        writes = role != PUBLISHER and grants(statement, "s3:PutObject")
        if writes and any(name in json.dumps(statement.get("Resource", "*")) for name in ("LogBucket", '"*"')):
            yield f"{sid}: lets {role} write the log; only {PUBLISHER} may"
        if grants(statement, "dynamodb:PutItem"):
            if role == PUBLISHER and not only_the_publication(statement.get("Condition", {})):
                yield f"{sid}: lets {role} put more than the item {PUBLICATION}"
            if role != PUBLISHER and role not in holds_back:
                yield f"{sid}: lets {role} put the item {PUBLICATION}; only {PUBLISHER} may"


def scanning(template: Template) -> Iterator[str]:
    """Reading a table without a key is for the audit alone, and only of the index."""
    for role, where, statement in template.role_statements():
        sid = f"{where}/{statement.get('Sid', '?')}"
        if statement.get("Effect") != "Allow" or not grants(statement, "dynamodb:Scan"):
            continue
        if role != AUDITOR:
            yield f"{sid}: lets {role} scan; only {AUDITOR} may"
        if [named(resource) for resource in many(statement.get("Resource"))] != ["IndexTable"]:
            yield f"{sid}: scans something else than IndexTable"


def only_the_queue(statement: dict) -> bool:
    return [named(resource) for resource in many(statement.get("Resource"))] == [QUEUE]


def leaves_publication_alone(statement: dict) -> bool:
    return (
        statement.get("Effect") == "Deny"
        and grants(statement, "dynamodb:PutItem")
        and "IndexTable" in [named(resource) for resource in many(statement.get("Resource"))]
        and statement.get("Condition") == {"ForAnyValue:StringEquals": {"dynamodb:LeadingKeys": PUBLICATION}}
    )


def only_the_publication(condition: dict) -> bool:
    """ForAllValues holds of a request that names no key at all, so that has to be shut out beside it."""
    return (
        condition.get("ForAllValues:StringEquals", {}).get("dynamodb:LeadingKeys") == PUBLICATION
        and condition.get("Null", {}).get("dynamodb:LeadingKeys") == "false"
    )


def keys(template: Template) -> Iterator[str]:
    for name, resource, properties in template.of_type("AWS::KMS::Key"):
        yield from kept(name, resource)
        if properties.get("KeyUsage") == "SIGN_VERIFY":
            yield from signing_key(name, properties)
        # KMS rotates no key that signs, and signatures of the old one would have to be told apart from the new one's.
        elif properties.get("EnableKeyRotation") is not True:
            yield f"{name}: is not rotated"
        for statement in many(properties["KeyPolicy"]["Statement"]):
            sid = f"{name}/{statement.get('Sid', '?')}"
            if statement.get("Effect") != "Allow":
                continue
            if statement.get("Principal") in ("*", {"AWS": "*"}) or "NotPrincipal" in statement:
                yield f"{sid}: is open to everyone"
            for action in sorted(a for a in many(statement.get("Action")) if "*" in a):
                yield f"{sid}: the action {action} has a wildcard"
            for action in KEY_ENDING:
                if grants(statement, action):
                    yield f"{sid}: grants {action}, which would end the key"
            if grants(statement, "kms:Decrypt"):
                narrowed = [key for test in statement.get("Condition", {}).values() for key in test]
                if not any(key == "kms:ViaService" or key.startswith("kms:EncryptionContext:") for key in narrowed):
                    yield f"{sid}: decrypts outside the services that Assay stores in"


def signing_key(name: str, properties: dict) -> Iterator[str]:
    if properties.get("KeySpec") != "ECC_NIST_EDWARDS25519":
        yield f"{name}: is not an Ed25519 key, which checkpoints are signed with"
    for statement in many(properties["KeyPolicy"]["Statement"]):
        sid = f"{name}/{statement.get('Sid', '?')}"
        if statement.get("Effect") != "Allow":
            continue
        if grants(statement, "kms:CreateGrant"):
            yield f"{sid}: grants kms:CreateGrant, which would let others sign"
        if not grants(statement, "kms:Sign"):
            continue
        if statement.get("Principal") != {"AWS": {"Fn::GetAtt": [PUBLISHER, "Arn"]}}:
            yield f"{sid}: lets something else than {PUBLISHER} sign"
        if statement.get("Condition", {}).get("StringEquals") != SIGNS:
            yield f"{sid}: signs with more than pure Ed25519"


def kept(name: str, resource: dict) -> Iterator[str]:
    for policy in ("DeletionPolicy", "UpdateReplacePolicy"):
        if resource.get(policy) != "Retain":
            yield f"{name}: {policy} is not Retain"


def tables(template: Template) -> Iterator[str]:
    for name, resource, properties in template.of_type("AWS::DynamoDB::Table"):
        if not properties.get("SSESpecification", {}).get("KMSMasterKeyId"):
            yield f"{name}: is not encrypted with Assay's key"
        if name == QUEUE:
            continue
        yield from kept(name, resource)
        if properties.get("DeletionProtectionEnabled") is not True:
            yield f"{name}: is not protected from deletion"
        if properties.get("PointInTimeRecoverySpecification", {}).get("PointInTimeRecoveryEnabled") is not True:
            yield f"{name}: has no point-in-time recovery"
        if "TimeToLiveSpecification" in properties:
            yield f"{name}: lets items expire"


def buckets(template: Template) -> Iterator[str]:
    policies = {
        named(properties["Bucket"]): many(properties["PolicyDocument"]["Statement"])
        for _, _, properties in template.of_type("AWS::S3::BucketPolicy")
    }
    for name, resource, properties in template.of_type("AWS::S3::Bucket"):
        yield from kept(name, resource)
        if properties.get("VersioningConfiguration", {}).get("Status") != "Enabled":
            yield f"{name}: keeps no versions"
        is_public = name in PUBLIC_BUCKETS
        if not is_public and not properties.get("ObjectLockConfiguration", {}).get("Rule", {}).get("DefaultRetention"):
            yield f"{name}: has no Object Lock with a default retention"
        if set(properties.get("PublicAccessBlockConfiguration", {}).values()) != {True} or len(
            properties["PublicAccessBlockConfiguration"]
        ) != 4:
            yield f"{name}: does not block all public access"
        rules = properties.get("BucketEncryption", {}).get("ServerSideEncryptionConfiguration", [{}])
        encryption = rules[0].get("ServerSideEncryptionByDefault", {})
        if is_public and encryption.get("SSEAlgorithm") != "AES256":
            yield f"{name}: is not encrypted with S3's own key"
        if not is_public and not encryption.get("KMSMasterKeyID"):
            yield f"{name}: is not encrypted with Assay's key"
        for rule in properties.get("LifecycleConfiguration", {}).get("Rules", []):
            for end in [key for key in rule if "Expiration" in key]:
                yield f"{name}: lets objects end ({rule.get('Id')}: {end})"

        denied = [s for s in policies.get(name, []) if s["Effect"] == "Deny" and s["Principal"] == "*"]
        if any(s["Effect"] == "Allow" for s in policies.get(name, [])):
            yield f"{name}: its policy allows what roles alone should"
        if not any(
            grants(s, "s3:GetObject") and s.get("Condition", {}).get("Bool", {}).get("aws:SecureTransport") == "false"
            for s in denied
        ):
            yield f"{name}: is not closed to requests without TLS"
        if not any(
            grants(s, "s3:PutObject")
            and s.get("Condition", {}).get("Null", {}).get("s3:if-none-match") == "true"
            and covers_objects(name, s)
            for s in denied
        ):
            yield f"{name}: takes an overwrite (a PUT without If-None-Match)"
        for action in ("s3:DeleteObject", "s3:DeleteObjectVersion"):
            if not any(
                grants(s, action) and unconditional(s.get("Condition")) and "NotResource" not in s for s in denied
            ):
                yield f"{name}: does not deny {action}"


def covers_objects(bucket: str, statement: dict) -> bool:
    """Every object of the bucket, or all but the one that is meant to be overwritten."""
    if "NotResource" in statement:
        return many(statement["NotResource"]) == OVERWRITTEN.get(bucket)
    return {"Fn::Sub": f"${{{bucket}.Arn}}/*"} in many(statement.get("Resource"))


def unconditional(condition) -> bool:
    """Nothing, or the one exception that is meant: a break-glass role where its parameter names one."""
    if condition is None:
        return True
    match condition:
        case {
            "Fn::If": [
                "HasBreakGlassRole",
                {"ArnNotEquals": {"aws:PrincipalArn": {"Ref": "BreakGlassRoleArn"}}},
                {"Ref": "AWS::NoValue"},
            ]
        }:
            return True
    return False


def logs(template: Template) -> Iterator[str]:
    for name, _, properties in template.of_type("AWS::Logs::LogGroup"):
        if "RetentionInDays" not in properties:
            yield f"{name}: keeps logs for ever"
        if "KmsKeyId" not in properties:
            yield f"{name}: is not encrypted with Assay's key"
    groups = {name for name, _, _ in template.of_type("AWS::Logs::LogGroup")}
    behind_the_api = {
        named(properties["FunctionName"])
        for _, _, properties in template.of_type("AWS::Lambda::Permission")
        if properties["Principal"] == "apigateway.amazonaws.com"
    }
    for name, _, properties in template.of_type("AWS::Lambda::Function"):
        if named(properties.get("LoggingConfig", {}).get("LogGroup")) not in groups:
            yield f"{name}: logs to a group that this template does not hold"
        if name in behind_the_api and properties.get("Timeout", 3) >= 29:
            yield f"{name}: may run longer than API Gateway waits (29 s)"


def api(template: Template, openapi: dict) -> Iterator[str]:
    """What is open to the world is what infra/openapi.yaml describes."""
    methods = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
    described = {(path, method) for path, item in openapi["paths"].items() for method in item if method in methods}
    # What API Gateway writes {path+}, for the rest of a path with its slashes, has no spelling of its own in OpenAPI.
    deployed = {
        (path.replace("+}", "}"), method)
        for _, _, properties in template.of_type("AWS::ApiGateway::RestApi")
        for path, item in properties["Body"]["paths"].items()
        for method in item
    }
    for path, method in sorted(described - deployed):
        yield f"{method.upper()} {path}: in openapi.yaml, but not deployed"
    for path, method in sorted(deployed - described):
        yield f"{method.upper()} {path}: deployed, but not in openapi.yaml"
    for name, _, properties in template.of_type("AWS::ApiGateway::RestApi"):
        if properties["Body"].get("x-amazon-apigateway-binary-media-types") != ["*/*"]:
            yield f"{name}: not every media type is binary, so a tile reaches some clients as base64"
    stages = [properties.get("StageName") for _, _, properties in template.of_type("AWS::ApiGateway::Stage")]
    if stages != [{"Ref": "Stage"}]:
        yield f"stages: {stages} instead of the one named by the parameter Stage"
    for name, _, properties in template.of_type("AWS::ApiGateway::Stage"):
        logged = properties.get("AccessLogSetting", {}).get("Format", "")
        for field in ("$context.path", "$context.domainName/", "$context.requestOverride"):
            if field in logged:
                yield f"{name}: the access log names lots, or holds share links ({field})"


def findings(document: dict, openapi: dict) -> list[str]:
    template = Template(document)
    return [
        *roles(template),
        *publishing(template),
        *scanning(template),
        *keys(template),
        *tables(template),
        *buckets(template),
        *logs(template),
        *api(template, openapi),
    ]


def main(translated: str, described: str) -> int:
    with open(translated, encoding="utf-8") as file:
        document = json.load(file)
    with open(described, encoding="utf-8") as file:
        openapi = yaml.safe_load(file)
    found = findings(document, openapi)
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
