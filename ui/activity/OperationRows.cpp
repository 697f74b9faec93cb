// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/activity/OperationRows.h"

#include "ui/bridge/ErrorText.h"
#include "ui/words/StateWords.h"

#include <QCoreApplication>

namespace tern::ui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(OperationRows)
};

RowTone toneOf(store::OperationState state)
{
    switch (state) {
    case store::OperationState::InFlight: return RowTone::Busy;
    case store::OperationState::Waiting: return RowTone::Warning;
    case store::OperationState::Blocked: return RowTone::Bad;
    case store::OperationState::Queued: return RowTone::Normal;
    }
    return RowTone::Normal;
}

} // namespace

RowData operationRow(const store::OperationRecord &operation, UnixMillis now, const QString &accountName,
                     const std::function<QString(AccountId, const std::string &)> &folderName)
{
    const AccountId targetAccount = operation.targetAccount.isValid() ? operation.targetAccount : operation.account;
    const QString target = operation.targetMailbox.empty() ? QString() : folderName(targetAccount, operation.targetMailbox);
    RowData row;
    row.key = operation.id.value;
    row.title = operationTitle(operation, target.isEmpty() ? folderName(operation.account, operation.mailboxName) : target);
    row.tone = toneOf(operation.state);
    row.subtitle = operationState(operation, now);
    if (!operation.mailboxName.empty() && !target.isEmpty())
        row.subtitle += QStringLiteral(" · ") + Words::tr("from %1").arg(folderName(operation.account, operation.mailboxName));
    if (!accountName.isEmpty())
        row.subtitle += QStringLiteral(" · ") + accountName;
    if (operation.reason) {
        const ErrorText text = errorText(*operation.reason);
        row.problem = text.sentence;
        row.details = text.details;
    }
    if (operation.attempts > 0)
        row.aside = Words::tr("tried %n time(s)", nullptr, operation.attempts);
    const bool held = operation.state == store::OperationState::Queued && operation.notBefore > now;
    if (operation.state == store::OperationState::Waiting || operation.state == store::OperationState::Blocked)
        row.actions.push_back({RetryOperation, Words::tr("Retry now")});
    if (operation.state != store::OperationState::InFlight)
        row.actions.push_back({CancelOperation, held ? Words::tr("Undo") : Words::tr("Cancel")});
    return row;
}

} // namespace tern::ui
