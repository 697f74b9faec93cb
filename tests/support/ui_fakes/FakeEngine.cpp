// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui_fakes/FakeEngine.h"

#include <QFileInfo>

namespace tern::test {

using engine::Completion;

void FakeEngine::changed(const store::ChangeSet &changes)
{
    if (observer)
        observer->storeChanged(changes);
}

void FakeEngine::plain(const char *call, std::int64_t id, const Completion<void> &done)
{
    note(call, id);
    if (done)
        done({});
}

void FakeEngine::none(const char *call, const Completion<OperationIds> &done)
{
    note(call, 0);
    if (done)
        done(OperationIds{});
}

int FakeEngine::checkAccount(engine::AccountSetup setup, std::function<void(engine::CheckStep)> step, Completion<engine::CheckedAccount> done)
{
    checksAsked.push_back(setup);
    for (const engine::CheckStep &known : checkSteps)
        step(known);
    if (!holdCheck) {
        if (checkError)
            done(*checkError);
        else
            done(engine::CheckedAccount{setup, preset ? preset->id : std::string(), tokens});
    }
    return int(checksAsked.size());
}

void FakeEngine::addAccount(engine::CheckedAccount account, Completion<AccountId> done)
{
    note("addAccount", 0);
    if (addError)
        return done(*addError);
    store::AccountRecord record;
    record.id = AccountId{m_nextId++};
    record.email = account.setup.email;
    data->accounts.push_back(record);
    done(record.id);
}

void FakeEngine::updateAccount(store::AccountRecord account, std::optional<QString> password, Completion<void> done)
{
    for (store::AccountRecord &known : data->accounts) {
        if (known.id == account.id)
            known = account;
    }
    newPassword = std::move(password);
    plain("updateAccount", account.id.value, done);
}

void FakeEngine::repairAccount(AccountId account, engine::CheckedAccount checked, Completion<void> done)
{
    repaired.push_back(std::move(checked));
    plain("repairAccount", account.value, done);
}

void FakeEngine::removeAccount(AccountId account, Completion<void> done)
{
    std::erase_if(data->accounts, [account](const auto &known) { return known.id == account; });
    plain("removeAccount", account.value, done);
}

void FakeEngine::removeIdentity(IdentityId identity, Completion<void> done)
{
    if (removeIdentityError)
        return done(*removeIdentityError);
    std::erase_if(data->identities, [identity](const auto &known) { return known.id == identity; });
    plain("removeIdentity", identity.value, done);
}

int FakeEngine::checkIdentity(engine::IdentityCheck check, std::function<void(QString)> openPage, Completion<engine::CheckedIdentity> done)
{
    note("checkIdentity", check.identity.id.value);
    identityProof = std::move(check.proof);
    if (!identityPage.isEmpty())
        openPage(identityPage);
    done(checkedIdentity);
    return 8;
}

void FakeEngine::saveIdentity(store::IdentityRecord identity, engine::IdentityProof proof, Completion<IdentityId> done)
{
    identityProof = std::move(proof);
    note("saveIdentity", identity.id.value);
    if (!identity.id.isValid())
        identity.id = IdentityId{m_nextId++};
    std::erase_if(data->identities, [&](const auto &known) { return known.id == identity.id; });
    data->identities.push_back(identity);
    if (done)
        done(identity.id);
}

void FakeEngine::setSetting(QString key, QString value, Completion<void> done)
{
    data->settings[key] = value;
    calls.push_back(QStringLiteral("setSetting ") + key + QLatin1Char('=') + value);
    if (done)
        done({});
}

const accounts::ProviderPreset *FakeEngine::presetFor(const QString &email) const
{
    return preset && preset->domains.contains(email.section(QLatin1Char('@'), -1)) ? &*preset : nullptr;
}

void FakeEngine::openMessage(PlacementId, int, Completion<engine::OpenedMessagePtr> done)
{
    done(makeError(ErrorKind::MessageMissing, "fake"));
}

engine::AttachmentDesk &FakeEngine::attachments()
{
    if (!m_desk) {
        m_copies = std::make_unique<TemporaryFolder>();
        m_desk = std::make_unique<engine::AttachmentDesk>(engine::AttachmentDesk::Options{[](auto work) { work({}); }, m_copies->path(), {}});
    }
    return *m_desk;
}

void FakeEngine::exportAttachment(engine::OpenedMessagePtr message, std::string part, Completion<QString> done)
{
    for (const mime::Attachment &attachment : message->parsed.attachments) {
        if (attachment.part == part)
            return done(QString(QStringLiteral("/export/") + attachment.name));
    }
    done(makeError(ErrorKind::NotFound, "fake"));
}

void FakeEngine::saveDraft(store::DraftRecord draft, Completion<store::DraftRecord> done)
{
    if (saveError)
        return done(*saveError);
    if (!draft.id.isValid())
        draft.id = DraftId{m_nextId++};
    ++draft.version;
    draft.saved = QDateTime::currentMSecsSinceEpoch();
    savedDrafts.push_back(draft);
    data->drafts[draft.id] = draft;
    done(draft);
}

void FakeEngine::discardDraft(DraftId draft, Completion<void> done)
{
    data->drafts.erase(draft);
    plain("discardDraft", draft.value, done);
}

void FakeEngine::attachFile(QString file, Completion<store::DraftRecord::Attachment> done)
{
    if (attachError)
        return done(*attachError);
    const QFileInfo info(file);
    done(store::DraftRecord::Attachment{info.fileName(), {}, file, info.exists() ? info.size() : 24 * 1024});
}

void FakeEngine::send(engine::OutgoingMail mail, Completion<OutboxId> done)
{
    if (sendError)
        return done(*sendError);
    sent.push_back(std::move(mail));
    done(OutboxId{m_nextId++});
}

void fillWithSampleAccounts(FakeEngine &engine)
{
    FakeData &data = *engine.data;
    const auto account = [&](std::int64_t id, const QString &email, const QString &name, const char *domain) {
        store::AccountRecord record;
        record.id = AccountId{id};
        record.email = email;
        record.name = name;
        record.imap = {std::string("imap.") + domain, 993, 0, email.toStdString()};
        record.smtp = {std::string("smtp.") + domain, 465, 0, email.toStdString()};
        record.secretSource = "keychain";
        data.accounts.push_back(record);
    };
    account(1, QStringLiteral("sender@163.com"), QStringLiteral("张伟"), "163.com");
    account(2, QStringLiteral("me@example.org"), QStringLiteral("Wei Zhang"), "example.org");
    data.identities = {{IdentityId{1}, AccountId{1}, QStringLiteral("张伟"), QStringLiteral("sender@163.com"), QStringLiteral("张伟")},
                       {IdentityId{2}, AccountId{2}, QStringLiteral("Wei Zhang"), QStringLiteral("me@example.org"), QStringLiteral("Wei Zhang\nExample Ltd")}};
    const auto mailbox = [&](std::int64_t id, std::int64_t accountId, const char *wire, const QString &path, store::MailboxRole role) {
        store::MailboxRecord record;
        record.id = MailboxId{id};
        record.account = AccountId{accountId};
        record.wireName = wire;
        record.path = path;
        record.name = path.section(QLatin1Char('/'), -1);
        record.role = role;
        data.mailboxes.push_back(record);
    };
    mailbox(1, 1, "INBOX", QStringLiteral("INBOX"), store::MailboxRole::Inbox);
    mailbox(2, 1, "&XfJT0ZAB-", QStringLiteral("已发送"), store::MailboxRole::Sent);
    mailbox(3, 1, "Archive", QStringLiteral("Archive"), store::MailboxRole::Archive);
    mailbox(4, 1, "&g0l6P3ux-", QStringLiteral("草稿箱"), store::MailboxRole::Drafts);
    mailbox(5, 2, "INBOX", QStringLiteral("INBOX"), store::MailboxRole::Inbox);
    mailbox(6, 2, "Trash", QStringLiteral("Trash"), store::MailboxRole::Trash);
    data.correspondents = {{QStringLiteral("Maria Keller"), QStringLiteral("maria@example.org")},
                           {QStringLiteral("马丽"), QStringLiteral("mali@qq.com")},
                           {QStringLiteral("Mark Ode"), QStringLiteral("mark@example.net")},
                           {QString(), QStringLiteral("receiver@qq.com")}};
}

void FakeEngine::audit(AuditRequest request, engine::Completion<engine::AuditSummary> done)
{
    calls.push_back(request.repair ? QStringLiteral("audit repair") : QStringLiteral("audit"));
    for (const engine::AuditFinding &finding : auditFindings) {
        if (request.found)
            request.found(finding);
    }
    if (holdAudit) {
        heldAudit = std::move(request);
        heldAuditDone = std::move(done);
        return;
    }
    done(auditSummary);
}

} // namespace tern::test
