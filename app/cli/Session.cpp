// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Session.h"

#include "app/cli/ValueNames.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

namespace tern::cli {

Session::~Session()
{
    close();
}

void Session::close()
{
    m_reader.reset();
    if (!m_engine)
        return;
    m_engine->stop();
    m_engine->setObserver(nullptr);
    m_engine.reset();
}

Result<void> Session::open(bool automatic, engine::EngineObserver *observer, const std::function<void(std::unique_ptr<store::StoreReader>)> &beforeStart)
{
    engine::EngineOptions options;
    options.profile = QFile::encodeName(QDir(m_profile).absolutePath()).toStdString();
    options.undoTime = std::chrono::milliseconds{0};
    options.syncAutomatically = automatic;
    if (const QByteArray dns = qgetenv("TERN_DNS_SERVER"); !dns.isEmpty())
        options.dnsServer = dns.toStdString();
    auto opened = engine::Engine::open(std::move(options));
    if (!opened)
        return opened.error();
    m_engine = std::move(*opened);
    m_engine->setObserver(observer);
    auto reader = m_engine->openReader();
    if (!reader)
        return reader.error();
    m_reader = std::move(*reader);
    if (beforeStart) {
        auto own = m_engine->openReader();
        if (!own)
            return own.error();
        beforeStart(std::move(*own));
    }
    m_engine->start();
    return {};
}

Result<store::AccountRecord> Session::account(const QString &named)
{
    auto accounts = m_reader->accounts();
    if (!accounts)
        return accounts.error();
    if (named.isEmpty()) {
        if (accounts->size() == 1)
            return accounts->front();
        return makeError(ErrorKind::InvalidInput, "cli", accounts->empty() ? "there is no account yet" : "which account? use --account");
    }
    for (const store::AccountRecord &one : *accounts) {
        if (one.email.compare(named, Qt::CaseInsensitive) == 0 || QString::number(one.id.value) == named)
            return one;
    }
    return makeError(ErrorKind::NotFound, "cli", "no account " + named.toStdString());
}

Result<store::MailboxRecord> Session::folder(const QString &named, const QString &accountNamed)
{
    AccountId only;
    if (!accountNamed.isEmpty()) {
        auto found = account(accountNamed);
        if (!found)
            return found.error();
        only = found->id;
    }
    auto mailboxes = m_reader->allMailboxes();
    if (!mailboxes)
        return mailboxes.error();
    // The exact path first: a folder may be called like a role.
    const auto isCalled = [&](const store::MailboxRecord &one) { return one.path == named || one.wireName == named.toStdString(); };
    const auto hasRole = [&](const store::MailboxRecord &one) {
        return one.role != store::MailboxRole::None && roleName(one.role).compare(named, Qt::CaseInsensitive) == 0;
    };
    for (const auto &matches : {std::function<bool(const store::MailboxRecord &)>(isCalled), std::function<bool(const store::MailboxRecord &)>(hasRole)}) {
        std::vector<store::MailboxRecord> found;
        for (const store::MailboxRecord &one : *mailboxes) {
            if ((!only.isValid() || one.account == only) && matches(one))
                found.push_back(one);
        }
        if (found.size() == 1)
            return found.front();
        if (found.size() > 1)
            return makeError(ErrorKind::InvalidInput, "cli", "several accounts have a folder " + named.toStdString() + ": use --account");
    }
    return makeError(ErrorKind::MailboxMissing, "cli", named.toStdString());
}

Result<store::MessageRow> Session::message(const QString &id)
{
    bool ok = false;
    const PlacementId placement{id.toLongLong(&ok)};
    if (!ok || !placement.isValid())
        return makeError(ErrorKind::InvalidInput, "cli", "not a message number: " + id.toStdString());
    auto row = m_reader->row(placement);
    if (!row)
        return row.error();
    if (!*row)
        return makeError(ErrorKind::MessageMissing, "cli", id.toStdString());
    return **row;
}

QString defaultProfile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/tern");
}

} // namespace tern::cli
