"""Each rule of guard.py, broken once: a guard that never speaks guards nothing."""

import copy
import json
import pathlib
import unittest

import guard
import translate
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
TRANSLATED = json.loads(json.dumps(translate.translate((ROOT / "template.yaml").read_text(encoding="utf-8"))))
OPENAPI = yaml.safe_load((ROOT / "infra/openapi.yaml").read_text(encoding="utf-8"))


class GuardTest(unittest.TestCase):
    def setUp(self):
        self.template = copy.deepcopy(TRANSLATED)
        self.openapi = copy.deepcopy(OPENAPI)

    def properties(self, name: str) -> dict:
        return self.template["Resources"][name]["Properties"]

    def statement(self, resource: str, sid: str) -> dict:
        properties = self.properties(resource)
        document = properties.get("PolicyDocument") or properties["KeyPolicy"]
        return next(s for s in document["Statement"] if s["Sid"] == sid)

    def granted(self, resource: str, **statement) -> None:
        self.properties(resource)["PolicyDocument"]["Statement"].append({"Sid": "New", "Effect": "Allow", **statement})

    def assert_found(self, *fragments: str) -> None:
        found = guard.findings(self.template, self.openapi)
        for fragment in fragments:
            self.assertTrue(any(fragment in line for line in found), f"{fragment!r} is not in {found}")

    def test_the_template_keeps_every_rule(self):
        self.assertEqual([], guard.findings(self.template, self.openapi))

    def test_a_wildcard_action_is_found(self):
        self.granted("QueryPolicy", Action="*", Resource="arn:aws:s3:::b/*")
        self.assert_found("the action * has a wildcard", "grants kms:ScheduleKeyDeletion", "grants s3:DeleteObject")

    def test_a_wildcard_of_one_service_is_found(self):
        self.granted("SubmitPolicy", Action=["dynamodb:*"], Resource="arn:aws:dynamodb:::table/t")
        self.assert_found("the action dynamodb:* has a wildcard", "grants dynamodb:DeleteItem", "lets SubmitRole scan")

    def test_each_forbidden_action_is_found_in_any_spelling(self):
        for action in guard.FORBIDDEN:
            with self.subTest(action):
                self.setUp()
                self.granted("SubmitPolicy", Action=action.lower(), Resource="arn:aws:s3:::b/*")
                self.assert_found(f"grants {action}, which no role may have")

    def test_a_delete_elsewhere_than_in_the_queue_is_found(self):
        for resource in ("IndexTable", "LedgerTable"):
            with self.subTest(resource):
                self.setUp()
                self.statement("SubmitPolicy", "WaitsForItsTurn")["Resource"] = {"Fn::GetAtt": [resource, "Arn"]}
                self.assert_found("WaitsForItsTurn: grants dynamodb:DeleteItem, which no role may have")

    def test_an_action_that_nobody_decided_on_is_found(self):
        self.granted("QueryPolicy", Action="s3:PutObject", Resource="arn:aws:s3:::b/*")
        self.assert_found("grants s3:PutObject, which guard.py does not allow QueryRole")

    def test_an_inline_policy_of_a_role_is_read_too(self):
        self.properties("QueryRole")["Policies"] = [
            {
                "PolicyName": "p",
                "PolicyDocument": {"Statement": {"Effect": "Allow", "Action": "dynamodb:Scan", "Resource": "a"}},
            }
        ]
        self.assert_found("grants dynamodb:Scan")

    def test_every_resource_without_a_condition_is_found(self):
        del self.statement("SubmitPolicy", "SendsTraces")["Condition"]
        self.assert_found("SubmitPolicy/SendsTraces: names no resource and sets no condition")

    def test_all_but_something_is_found(self):
        self.granted("QueryPolicy", NotAction="s3:DeleteObject", Resource="arn:aws:s3:::b/*")
        self.assert_found("allows all but what it names")

    def test_a_shared_role_is_found(self):
        self.properties("QueryFunction")["Role"] = self.properties("SubmitFunction")["Role"]
        self.assert_found("shares the role SubmitRole")

    def test_a_role_that_guard_does_not_know_is_found(self):
        self.properties("QueryFunction")["Role"] = {"Fn::GetAtt": ["ApiGatewayAccountRole", "Arn"]}
        self.assert_found("its role ApiGatewayAccountRole has no list of allowed actions")

    def test_a_managed_policy_is_found(self):
        self.properties("SubmitRole")["ManagedPolicyArns"] = ["arn:aws:iam::aws:policy/AmazonS3FullAccess"]
        self.assert_found("SubmitRole: has managed policies")

    def test_a_role_that_an_account_may_assume_is_found(self):
        trust = self.properties("QueryRole")["AssumeRolePolicyDocument"]["Statement"][0]
        trust["Principal"] = {"AWS": "arn:aws:iam::123456789012:root"}
        self.assert_found("QueryRole: may be assumed by something other than an AWS service")

    def test_a_way_to_end_the_key_is_found(self):
        self.statement("Key", "TheAccountLooksAfterTheKey")["Action"].append("kms:ScheduleKeyDeletion")
        self.assert_found("grants kms:ScheduleKeyDeletion, which would end the key")

    def test_all_of_kms_is_found(self):
        self.statement("Key", "TheAccountLooksAfterTheKey")["Action"] = "kms:*"
        self.assert_found("the action kms:* has a wildcard", "decrypts outside the services")

    def test_a_key_for_everyone_is_found(self):
        self.statement("Key", "QueryReads")["Principal"] = {"AWS": "*"}
        self.assert_found("Key/QueryReads: is open to everyone")

    def test_decrypting_without_a_service_is_found(self):
        del self.statement("Key", "QueryReads")["Condition"]
        self.assert_found("Key/QueryReads: decrypts outside the services")

    def test_a_key_that_is_not_rotated_is_found(self):
        del self.properties("Key")["EnableKeyRotation"]
        self.assert_found("Key: is not rotated")

    def test_what_would_go_with_the_stack_is_found(self):
        for name in ("Key", "LogKey", "LedgerTable", "IndexTable", "StatementsBucket", "LogBucket"):
            for policy in ("DeletionPolicy", "UpdateReplacePolicy"):
                with self.subTest(name=name, policy=policy):
                    self.setUp()
                    del self.template["Resources"][name][policy]
                    self.assert_found(f"{name}: {policy} is not Retain")

    def test_a_table_without_one_of_its_safeguards_is_found(self):
        for name, finding in (
            ("DeletionProtectionEnabled", "is not protected from deletion"),
            ("PointInTimeRecoverySpecification", "has no point-in-time recovery"),
            ("SSESpecification", "is not encrypted with Assay's key"),
        ):
            with self.subTest(name):
                self.setUp()
                del self.properties("LedgerTable")[name]
                self.assert_found(f"LedgerTable: {finding}")

    def test_items_that_expire_are_found(self):
        self.properties("IndexTable")["TimeToLiveSpecification"] = {"AttributeName": "ttl", "Enabled": True}
        self.assert_found("IndexTable: lets items expire")

    def test_a_bucket_without_one_of_its_safeguards_is_found(self):
        for name, finding in (
            ("VersioningConfiguration", "keeps no versions"),
            ("ObjectLockConfiguration", "has no Object Lock"),
            ("BucketEncryption", "is not encrypted with Assay's key"),
            ("PublicAccessBlockConfiguration", "does not block all public access"),
        ):
            with self.subTest(name):
                self.setUp()
                del self.properties("StatementsBucket")[name]
                self.assert_found(f"StatementsBucket: {finding}")

    def test_one_public_access_that_is_not_blocked_is_found(self):
        self.properties("StatementsBucket")["PublicAccessBlockConfiguration"]["BlockPublicPolicy"] = False
        self.assert_found("does not block all public access")

    def test_objects_that_end_are_found(self):
        rules = self.properties("StatementsBucket")["LifecycleConfiguration"]["Rules"]
        rules.append({"Id": "tidy", "Status": "Enabled", "NoncurrentVersionExpiration": {"NoncurrentDays": 30}})
        self.assert_found("lets objects end (tidy: NoncurrentVersionExpiration)")

    def test_a_bucket_policy_without_one_of_its_denials_is_found(self):
        for sid, finding in (
            ("OnlyOverTls", "is not closed to requests without TLS"),
            ("OnlyWhereNothingIsYet", "takes an overwrite"),
            ("NothingIsDeleted", "does not deny s3:DeleteObjectVersion"),
        ):
            with self.subTest(sid):
                self.setUp()
                self.statement("StatementsBucketPolicy", sid)["Effect"] = "Allow"
                self.assert_found(f"StatementsBucket: {finding}", "its policy allows what roles alone should")

    def test_a_condition_that_lets_deletes_through_is_found(self):
        self.statement("StatementsBucketPolicy", "NothingIsDeleted")["Condition"] = {
            "StringNotEquals": {"aws:PrincipalTag/admin": "true"}
        }
        self.assert_found("does not deny s3:DeleteObject")

    def test_a_log_bucket_without_one_of_its_safeguards_is_found(self):
        for name, finding in (
            ("VersioningConfiguration", "keeps no versions"),
            ("BucketEncryption", "is not encrypted with S3's own key"),
            ("PublicAccessBlockConfiguration", "does not block all public access"),
        ):
            with self.subTest(name):
                self.setUp()
                del self.properties("LogBucket")[name]
                self.assert_found(f"LogBucket: {finding}")

    def test_a_log_that_ends_with_assays_key_is_found(self):
        self.properties("LogBucket")["BucketEncryption"] = self.properties("StatementsBucket")["BucketEncryption"]
        self.assert_found("LogBucket: is not encrypted with S3's own key")

    def test_a_log_bucket_policy_without_one_of_its_denials_is_found(self):
        for sid, finding in (
            ("OnlyOverTls", "is not closed to requests without TLS"),
            ("OnlyWhereNothingIsYet", "takes an overwrite"),
            ("NothingIsDeleted", "does not deny s3:DeleteObject"),
        ):
            with self.subTest(sid):
                self.setUp()
                self.statement("LogBucketPolicy", sid)["Effect"] = "Allow"
                self.assert_found(f"LogBucket: {finding}", "its policy allows what roles alone should")

    def test_an_overwrite_of_more_than_the_checkpoint_is_found(self):
        for beside in ("tile/*", "*"):
            with self.subTest(beside):
                self.setUp()
                statement = self.statement("LogBucketPolicy", "OnlyWhereNothingIsYet")
                statement["NotResource"] = [statement["NotResource"], {"Fn::Sub": "${LogBucket.Arn}/log/" + beside}]
                self.assert_found("LogBucket: takes an overwrite")

    def test_an_overwrite_of_a_statement_is_found(self):
        statement = self.statement("StatementsBucketPolicy", "OnlyWhereNothingIsYet")
        del statement["Resource"]
        statement["NotResource"] = {"Fn::Sub": "${StatementsBucket.Arn}/log/checkpoint"}
        self.assert_found("StatementsBucket: takes an overwrite")

    def test_a_delete_that_one_object_is_left_open_to_is_found(self):
        statement = self.statement("LogBucketPolicy", "NothingIsDeleted")
        statement["NotResource"] = statement.pop("Resource")
        self.assert_found("LogBucket: does not deny s3:DeleteObject", "LogBucket: does not deny s3:DeleteObjectVersion")

    def test_another_role_that_signs_is_found(self):
        self.granted("SubmitPolicy", Action="kms:sign", Resource={"Fn::GetAtt": ["LogKey", "Arn"]})
        self.assert_found("lets SubmitRole sign", "SubmitPolicy/New: signs with more than pure Ed25519")

    def test_a_role_without_a_list_that_signs_is_found(self):
        self.properties("ApiGatewayAccountRole")["Policies"] = [
            {
                "PolicyName": "p",
                "PolicyDocument": {"Statement": {"Effect": "Allow", "Action": "kms:Sign", "Resource": "a"}},
            }
        ]
        self.assert_found("lets ApiGatewayAccountRole sign", "signs with another key than LogKey")

    def test_a_publisher_that_signs_anything_is_found(self):
        for key in ("kms:SigningAlgorithm", "kms:MessageType"):
            for resource, sid in (("PublishPolicy", "SignsCheckpoints"), ("LogKey", "PublishSigns")):
                with self.subTest(key=key, resource=resource):
                    self.setUp()
                    del self.statement(resource, sid)["Condition"]["StringEquals"][key]
                    self.assert_found(f"{resource}/{sid}: signs with more than pure Ed25519")

    def test_a_signing_key_that_others_may_use_is_found(self):
        self.statement("LogKey", "TheAccountLooksAfterTheKey")["Action"] += ["kms:Sign", "kms:CreateGrant"]
        self.assert_found(
            "LogKey/TheAccountLooksAfterTheKey: lets something else than PublishRole sign",
            "LogKey/TheAccountLooksAfterTheKey: grants kms:CreateGrant",
        )

    def test_a_signing_key_that_can_be_ended_is_found(self):
        self.statement("LogKey", "TheAccountLooksAfterTheKey")["Action"].append("kms:ScheduleKeyDeletion")
        self.assert_found("LogKey/TheAccountLooksAfterTheKey: grants kms:ScheduleKeyDeletion")

    def test_a_signing_key_of_another_kind_is_found(self):
        self.properties("LogKey")["KeySpec"] = "ECC_NIST_P256"
        self.assert_found("LogKey: is not an Ed25519 key")

    def test_another_role_that_writes_the_log_is_found(self):
        for resource in ({"Fn::Sub": "${LogBucket.Arn}/log/*"}, "*"):
            with self.subTest(resource):
                self.setUp()
                self.statement("SubmitPolicy", "StoresAndReadsStatements")["Resource"] = resource
                self.assert_found("lets SubmitRole write the log")

    def test_a_role_that_scans_is_found_but_for_the_audit_of_the_index(self):
        self.statement("QueryPolicy", "ReadsTheIndex")["Action"].append("dynamodb:Scan")
        self.assert_found("QueryPolicy/ReadsTheIndex: lets QueryRole scan; only AuditRole may")
        self.setUp()
        self.statement("AuditPolicy", "ReadsBlocks")["Action"].append("dynamodb:Scan")
        self.assert_found("AuditPolicy/ReadsBlocks: scans something else than IndexTable")

    def test_a_submit_role_that_says_what_is_published_is_found(self):
        document = self.properties("SubmitPolicy")["PolicyDocument"]
        document["Statement"].remove(self.statement("SubmitPolicy", "LeavesThePublicationAlone"))
        self.assert_found("AppliesBlocksToTheIndex: lets SubmitRole put the item published")

    def test_a_publisher_that_puts_other_items_is_found(self):
        for operator in ("ForAllValues:StringEquals", "Null"):
            with self.subTest(operator):
                self.setUp()
                del self.statement("PublishPolicy", "NotesWhatIsPublished")["Condition"][operator]
                self.assert_found("NotesWhatIsPublished: lets PublishRole put more than the item published")

    def test_a_log_group_without_retention_or_key_is_found(self):
        del self.properties("ApiLogGroup")["RetentionInDays"]
        del self.properties("SubmitLogGroup")["KmsKeyId"]
        self.assert_found("ApiLogGroup: keeps logs for ever", "SubmitLogGroup: is not encrypted")

    def test_a_function_that_logs_elsewhere_or_outlasts_the_gateway_is_found(self):
        del self.properties("SubmitFunction")["LoggingConfig"]
        self.properties("QueryFunction")["Timeout"] = 29
        self.assert_found("SubmitFunction: logs to a group", "QueryFunction: may run longer")

    def test_a_route_on_one_side_only_is_found(self):
        paths = self.properties("Api")["Body"]["paths"]
        paths["/v1/secrets"] = {"get": {}}
        del paths["/healthz"]
        self.assert_found("GET /v1/secrets: deployed, but not in", "GET /healthz: in openapi.yaml, but not deployed")

    def test_a_greedy_path_is_the_one_that_is_described(self):
        self.openapi["paths"]["/tile/{other}"] = self.openapi["paths"].pop("/tile/{path}")
        self.assert_found("GET /tile/{path}: deployed, but not in", "GET /tile/{other}: in openapi.yaml, but not")

    def test_an_api_that_decodes_no_tiles_is_found(self):
        for types in (None, [], ["application/octet-stream"]):
            with self.subTest(types):
                self.setUp()
                self.properties("Api")["Body"]["x-amazon-apigateway-binary-media-types"] = types
                self.assert_found("Api: not every media type is binary")

    def test_a_second_stage_is_found(self):
        self.template["Resources"]["Other"] = {"Type": "AWS::ApiGateway::Stage", "Properties": {"StageName": "Stage"}}
        self.assert_found("instead of the one named by the parameter Stage")

    def test_an_access_log_with_lots_in_it_is_found(self):
        self.properties("ApiStage")["AccessLogSetting"]["Format"] = '{"path":"$context.path"}'
        self.assert_found("the access log names lots")


if __name__ == "__main__":
    unittest.main()
