// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/windows/Samples.h"

namespace tern::test {
namespace {

UnixMillis now()
{
    return QDateTime::currentMSecsSinceEpoch();
}

} // namespace

void sampleOperations(FakeEngine &engine)
{
    using namespace store;
    OperationRecord move;
    move.id = OperationId{1};
    move.account = AccountId{1};
    move.kind = OperationKind::Move;
    move.intent = OperationIntent::Move;
    move.mailboxName = "INBOX";
    move.targetMailbox = "Archive";
    move.messages = 10;
    move.state = OperationState::Waiting;
    move.attempts = 3;
    move.notBefore = now() + 25'000;
    move.reason = makeError(ErrorKind::ConnectionRefused, "connect", "connect: Connection refused (111)");
    OperationRecord flag;
    flag.id = OperationId{2};
    flag.account = AccountId{1};
    flag.intent = OperationIntent::Flag;
    flag.mailboxName = "INBOX";
    flag.messages = 1;
    OperationRecord remove;
    remove.id = OperationId{3};
    remove.account = AccountId{2};
    remove.kind = OperationKind::Move;
    remove.intent = OperationIntent::Delete;
    remove.mailboxName = "INBOX";
    remove.targetMailbox = "Trash";
    remove.messages = 2;
    remove.notBefore = now() + 6'000;
    OperationRecord blocked;
    blocked.id = OperationId{4};
    blocked.account = AccountId{2};
    blocked.kind = OperationKind::CreateMailbox;
    blocked.mailboxName = "Projects/2026";
    blocked.state = OperationState::Blocked;
    blocked.attempts = 1;
    blocked.reason = makeError(ErrorKind::ServerRefused, "imap.create", "NO [CANNOT] Mailbox name is not allowed");
    engine.data->operations = {move, flag, remove, blocked};
}

void sampleOutbox(FakeEngine &engine)
{
    using namespace store;
    const auto item = [](std::int64_t id, OutboxState state, const QString &subject, std::vector<OutboxRecipient> recipients) {
        OutboxRecord record;
        record.id = OutboxId{id};
        record.account = AccountId{1};
        record.state = state;
        record.subject = subject;
        record.recipients = std::move(recipients);
        record.created = now() - id * 240'000;
        record.size = 38'112 * id;
        record.draft = DraftId{id};
        return record;
    };
    OutboxRecord sending = item(1, OutboxState::Sending, QStringLiteral("第二封: 项目进度与下周安排"), {{QStringLiteral("receiver@qq.com")}});
    OutboxRecord queued = item(2, OutboxState::Queued, QStringLiteral("Re: Venue for the spring meeting"), {{QStringLiteral("maria@example.org")}, {QStringLiteral("tom@example.net")}});
    OutboxRecord waiting = item(3, OutboxState::Waiting, QStringLiteral("Photos from Lisbon"), {{QStringLiteral("amelie@example.fr")}});
    waiting.notBefore = now() + 55'000;
    waiting.reason = makeError(ErrorKind::Timeout, "smtp.connect", "no answer within 30 s");
    OutboxRecord unknown = item(4, OutboxState::Unknown, QStringLiteral("Invoice 2026-118"), {{QStringLiteral("priya@example.in")}});
    OutboxRecord failed = item(5, OutboxState::Failed, QStringLiteral("会议纪要 (修订)"),
                               {{QStringLiteral("lina@qq.com"), true, false, QStringLiteral("250 OK")},
                                {QStringLiteral("nobody@qq.com"), false, true, QStringLiteral("550 5.1.1 User unknown")}});
    OutboxRecord later = item(6, OutboxState::Queued, QStringLiteral("生日快乐"), {{QStringLiteral("lina@qq.com")}});
    later.sendAt = later.notBefore = QDateTime(QDateTime::fromMSecsSinceEpoch(now()).date().addDays(3), QTime(8, 0)).toMSecsSinceEpoch();
    const auto sent = [&item](std::int64_t id, const QString &subject, std::vector<OutboxRecipient> recipients) {
        OutboxRecord record = item(id, OutboxState::SentCopySaved, subject, std::move(recipients));
        record.sent = record.created + 11'000;
        record.copied = record.sent + 900;
        record.copyMailbox = "Sent";
        record.server = QStringLiteral("smtp.163.com:465");
        record.tls = QStringLiteral("TLSv1.3 TLS_AES_256_GCM_SHA384");
        record.serverReply = QStringLiteral("250 Mail OK queued as gzga-smtp-mta-g2-3,_____wD3F6kNZilnAB1BCA--.25713S2 1764208141");
        return record;
    };
    const QString taken = QStringLiteral("250 Mail OK");
    OutboxRecord reported = sent(7, QStringLiteral("Contract, second version"), {{QStringLiteral("maria@example.org"), true, false, taken}, {QStringLiteral("tom@example.net"), true, false, taken}});
    reported.reportDelivery = reported.reportTaken = true;
    OutboxRecord plain = sent(8, QStringLiteral("第二封: 会议纪要"), {{QStringLiteral("receiver@qq.com"), true, false, taken}});
    OutboxRecord partly = sent(9, QStringLiteral("Minutes of Monday"), {{QStringLiteral("amelie@example.fr"), true, false, taken}, {QStringLiteral("nobody@qq.com"), false, true, QStringLiteral("550 5.1.1 User unknown")}});
    engine.data->outbox = {sending, queued, waiting, unknown, failed, later, reported, plain, partly};

    const auto step = [](OutboxState state, UnixMillis at, const OutboxRecord &record) {
        return OutboxStep{state, at, at, 1, record.server, record.tls, record.serverReply, std::nullopt};
    };
    OutboxStep away{OutboxState::Waiting, reported.created + 1'000, reported.created + 8'000, 3, reported.server, {}, {},
                    makeError(ErrorKind::ConnectionRefused, "net.connect", "connection refused")};
    engine.data->outboxSteps[reported.id] = {{OutboxState::Queued, reported.created, reported.created}, away,
                                             step(OutboxState::Accepted, reported.sent, reported), step(OutboxState::SentCopySaved, reported.copied, reported)};
    engine.data->deliveryReports[reported.id] = {
        {DeliveryReport::Action::Delivered, QStringLiteral("maria@example.org"), QStringLiteral("2.0.0"), QStringLiteral("250 2.1.5 Delivered"), QStringLiteral("mx.example.org"),
         reported.sent + 4'000, "r1@mx.example.org"},
        {DeliveryReport::Action::Failed, QStringLiteral("tom@example.net"), QStringLiteral("5.2.2"),
         QStringLiteral("552 5.2.2 <tom@example.net>: the mailbox is full and takes no more messages until some are removed"), QStringLiteral("mx.example.net"),
         reported.sent + 61'000, "r2@mx.example.net"}};
    unknown.server = QStringLiteral("smtp.163.com:465");
    unknown.tls = QStringLiteral("TLSv1.3 TLS_AES_256_GCM_SHA384");
    engine.data->outboxSteps[unknown.id] = {{OutboxState::Queued, unknown.created, unknown.created}, step(OutboxState::Unknown, unknown.created + 12'000, unknown)};
}

void sampleStatuses(FakeEngine &engine)
{
    using engine::AccountStatus;
    using engine::LaneKind;
    using engine::LaneStatus;
    AccountStatus first;
    first.account = AccountId{1};
    first.email = QStringLiteral("sender@163.com");
    first.state = AccountStatus::State::Online;
    first.lastSync = now() - 20'000;
    const auto lane = [](LaneKind kind, LaneStatus::State state, LaneStatus::What what, const QString &doing = {}) {
        LaneStatus made;
        made.kind = kind;
        made.state = state;
        made.what = what;
        made.doing = doing;
        return made;
    };
    LaneStatus watch = lane(LaneKind::Foreground, LaneStatus::State::Watching, LaneStatus::What::Watching);
    watch.bytesReceived = 1'204'224;
    watch.bytesSent = 14'300;
    LaneStatus listing = lane(LaneKind::Background, LaneStatus::State::Working, LaneStatus::What::ListingMessages, QStringLiteral("项目进度"));
    listing.done = 1'280;
    listing.total = 2'000;
    listing.bytesReceived = 8'421'000;
    listing.wireReceived = 2'310'000;
    listing.wireSent = 9'000;
    listing.bytesSent = 42'000;
    LaneStatus sending = lane(LaneKind::Send, LaneStatus::State::Working, LaneStatus::What::Sending, QStringLiteral("第二封: 项目进度与下周安排"));
    sending.bytesSent = 38'112;
    first.lanes = {watch, listing, sending};
    AccountStatus second;
    second.account = AccountId{2};
    second.email = QStringLiteral("me@example.org");
    second.state = AccountStatus::State::NeedsPassword;
    second.error = makeError(ErrorKind::AuthenticationFailed, "imap.login", "NO [AUTHENTICATIONFAILED] Invalid credentials");
    second.lanes = {lane(LaneKind::Foreground, LaneStatus::State::Stopped, LaneStatus::What::Nothing)};
    first.quota = sync::QuotaUse{3'214'000'000, 5'000'000'000};
    engine.statuses = {first, second};
    engine.index = lane(LaneKind::Index, LaneStatus::State::Working, LaneStatus::What::Indexing);
    engine.index.done = 3'400;
    engine.index.total = 11'900;
}

void sampleAudit(FakeEngine &engine)
{
    using engine::AuditFinding;
    const auto add = [&](AuditFinding::Kind kind, AuditFinding::Cause cause, int count) {
        AuditFinding finding;
        finding.kind = kind;
        finding.cause = cause;
        engine.auditFindings.insert(engine.auditFindings.end(), static_cast<std::size_t>(count), finding);
    };
    add(AuditFinding::Kind::Flags, AuditFinding::Cause::Pending, 3);
    add(AuditFinding::Kind::MissingHere, AuditFinding::Cause::Stale, 5);
    add(AuditFinding::Kind::Flags, AuditFinding::Cause::Damaged, 2);
    add(AuditFinding::Kind::Body, AuditFinding::Cause::Damaged, 1);
    engine::AuditSummary &summary = engine.auditSummary;
    summary.folders = 9;
    summary.compared = 12'480;
    summary.pending = 3;
    summary.stale = 5;
    summary.damaged = 3;
    summary.messages = 12'475;
    summary.bodies = 11'020;
    summary.bodiesIntact = 11'019;
    summary.headersIndexed = 12'475;
    summary.textsIndexed = 11'000;
    summary.bytesOnDisk = 743'000'000;
}

void sampleDialogue(TraceRing &ring)
{
    const auto line = [&](TraceDirection direction, const char *text, std::int64_t connection, const char *endpoint, const char *protocol) {
        TraceLine made;
        made.connectionId = connection;
        made.at = now();
        made.direction = direction;
        made.text = text;
        made.account = "sender@163.com";
        made.endpoint = endpoint;
        made.protocol = protocol;
        ring.add(made);
    };
    const auto imap = [&](TraceDirection direction, const char *text) { line(direction, text, 1, "imap.163.com:993", "IMAP"); };
    const auto smtp = [&](TraceDirection direction, const char *text) { line(direction, text, 2, "smtp.163.com:465", "SMTP"); };
    imap(TraceDirection::Note, "connected to 220.197.33.3, TLS 1.3");
    imap(TraceDirection::Server, "* OK Coremail System IMap Server Ready(163com)");
    imap(TraceDirection::Client, "A1 LOGIN \"sender@163.com\" [secret]");
    imap(TraceDirection::Server, "A1 OK LOGIN completed");
    imap(TraceDirection::Client, "A2 ID (\"name\" \"Tern\")");
    imap(TraceDirection::Client, "A3 UID FETCH 1:50 (UID FLAGS RFC822.SIZE BODYSTRUCTURE BODY.PEEK[HEADER.FIELDS (DATE FROM SUBJECT)])");
    smtp(TraceDirection::Note, "connected to 220.197.33.204, TLS 1.3");
    smtp(TraceDirection::Server, "250-AUTH LOGIN PLAIN");
    smtp(TraceDirection::Client, "AUTH PLAIN [secret]");
    smtp(TraceDirection::Server, "235 Authentication successful");
    smtp(TraceDirection::Client, "MAIL FROM:<sender@163.com> SIZE=38112");
    smtp(TraceDirection::Server, "250 Mail OK");
    const auto pop3 = [&](TraceDirection direction, const char *text) { line(direction, text, 3, "pop.example.org:995", "POP3"); };
    pop3(TraceDirection::Client, "PASS [secret]");
    pop3(TraceDirection::Server, "+OK Logged in.");
    pop3(TraceDirection::Client, "UIDL");
}

engine::OpenedMessagePtr sampleMessage()
{
    auto message = std::make_shared<engine::OpenedMessage>();
    message->parsed.messageId = "second@163.com";
    message->parsed.references = {"first@163.com"};
    message->parsed.subject = QStringLiteral("第二封: 项目进度与下周安排");
    message->parsed.from = {{QStringLiteral("Zhang Wei"), QStringLiteral("wei@qq.com")}};
    message->parsed.to = {{QStringLiteral("张伟"), QStringLiteral("sender@163.com")}, {QStringLiteral("Maria Keller"), QStringLiteral("maria@example.org")}};
    message->parsed.date = QDateTime(QDate(2026, 11, 23), QTime(9, 41)).toMSecsSinceEpoch();
    message->parsed.text = QStringLiteral("附件是本周的进度表，请在周五之前确认。");
    mime::Attachment sheet;
    sheet.name = QStringLiteral("附件.xlsx");
    sheet.part = "2";
    sheet.size = 24 * 1024;
    message->parsed.attachments = {sheet};
    return message;
}

accounts::ProviderPreset netEasePreset()
{
    accounts::ProviderPreset preset;
    preset.id = "netease";
    preset.name = QStringLiteral("NetEase Mail 网易邮箱");
    preset.domains = {QStringLiteral("163.com")};
    preset.imap = Endpoint{"imap.163.com", 993, Security::Tls};
    preset.smtp = Endpoint{"smtp.163.com", 465, Security::Tls};
    preset.password = accounts::PasswordKind::AuthorizationCode;
    preset.adviceEnglish = QStringLiteral("163.com lets mail programs in only after you turn on IMAP/SMTP in its web settings. Use the "
                                          "authorization code that it shows there, not your login password.");
    preset.adviceChinese = QStringLiteral("请先在网页版邮箱的设置中开启 IMAP/SMTP 服务，并填写页面显示的授权码，而不是登录密码。");
    preset.helpUrl = QStringLiteral("https://mail.163.com/");
    return preset;
}

std::vector<engine::CheckStep> sampleChecks(SetupOutcome outcome)
{
    using engine::CheckStep;
    using Kind = CheckStep::Kind;
    using State = CheckStep::State;
    using std::chrono::milliseconds;
    const QString imap = QStringLiteral("imap.163.com, port 993");
    const QString smtp = QStringLiteral("smtp.163.com, port 465");
    std::vector<CheckStep> steps{{Kind::Settings, State::Passed, QStringLiteral("163.com"), QStringLiteral("built in")}};
    if (outcome == SetupOutcome::BadCertificate) {
        CheckStep failed{Kind::Receive, State::Failed, imap, {}, milliseconds(210), makeError(ErrorKind::CertificateInvalid, "tls", "self_signed: imap.163.com")};
        failed.certificate.emplace();
        failed.certificate->host = "imap.163.com";
        failed.certificate->problems = {crypto::CertificateProblem::SelfSigned};
        failed.certificate->leaf = {"CN=imap.163.com", "CN=imap.163.com", {"imap.163.com"}, QDateTime(QDate(2026, 1, 1), QTime(0, 0)).toMSecsSinceEpoch(),
                                    QDateTime(QDate(2027, 1, 1), QTime(0, 0)).toMSecsSinceEpoch(), "4F:1C:90:AB:22:07:5E:31:88:DD:0A:6B:43:C7:19:F2",
                                    "EC, 256 bits", "ecdsa-with-SHA256"};
        steps.push_back(failed);
        steps.push_back({Kind::Send, State::Passed, smtp, QStringLiteral("TLS 1.3"), milliseconds(180)});
        steps.push_back({Kind::SignInReceive, State::Skipped});
        steps.push_back({Kind::SignInSend, State::Skipped});
        return steps;
    }
    steps.push_back({Kind::Receive, State::Passed, imap, QStringLiteral("TLS 1.3"), milliseconds(230)});
    steps.push_back({Kind::Send, State::Passed, smtp, QStringLiteral("TLS 1.3"), milliseconds(190)});
    switch (outcome) {
    case SetupOutcome::WrongPassword:
        steps.push_back({Kind::SignInReceive, State::Failed, {}, {}, milliseconds(300),
                         makeError(ErrorKind::AuthenticationFailed, "imap.login", "NO LOGIN Login error password error")});
        steps.push_back({Kind::SignInSend, State::Skipped});
        break;
    case SetupOutcome::Passed:
        steps.push_back({Kind::SignInReceive, State::Passed, {}, {}, milliseconds(310)});
        steps.push_back({Kind::SignInSend, State::Passed, {}, {}, milliseconds(280)});
        break;
    case SetupOutcome::Running:
    case SetupOutcome::BadCertificate:
        steps.push_back({Kind::SignInReceive, State::Running});
        break;
    }
    return steps;
}

} // namespace tern::test
