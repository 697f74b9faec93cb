// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/SettingsDialog.h"

#include "core/engine/Engine.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/rows/ActionRowList.h"
#include "ui/settings/AccountEditor.h"
#include "ui/settings/SettingPages.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/words/StateWords.h"

#include <QListWidget>
#include <QStackedWidget>

namespace tern::ui {
namespace {

constexpr QSize kSize{860, 620};
constexpr int kNavigation = 184;
enum AccountAction { OpenAccount = 1 };

} // namespace

struct SettingsDialog::Private {
    Private(SettingsDialog *dialog, const WindowContext &windowContext) : q(dialog), context(windowContext) {}

    void build();
    void colour();
    [[nodiscard]] QWidget *makeAccountsPage();
    void addLocal();
    void readAccounts();
    void edit(AccountId account);
    void closeEditor();

    SettingsDialog *q;
    WindowContext context;
    QListWidget *navigation = nullptr;
    QStackedWidget *pages = nullptr;
    QStackedWidget *accountPages = nullptr;
    ActionRowList *accounts = nullptr;
    AccountEditor *editor = nullptr;
};

void SettingsDialog::Private::build()
{
    navigation = new QListWidget(q);
    navigation->setObjectName(QStringLiteral("settingsNavigation"));
    navigation->setFixedWidth(kNavigation);
    navigation->setAccessibleName(tr("Settings"));
    pages = new QStackedWidget(q);
    const std::pair<QString, QWidget *> all[] = {
        {tr("Accounts"), makeAccountsPage()},
        {tr("Reading"), makeReadingPage(context, q)},
        {tr("Writing"), makeWritingPage(context, q)},
        {tr("Appearance"), makeAppearancePage(context, q)},
        {tr("Network"), makeNetworkPage(context, q)},
        {tr("Notifications"), makeNotificationsPage(context, q)},
    };
    for (const auto &[name, page] : all) {
        auto *item = new QListWidgetItem(name, navigation);
        item->setSizeHint({0, 34});
        pages->addWidget(page);
    }
    connect(navigation, &QListWidget::currentRowChanged, pages, &QStackedWidget::setCurrentIndex);
    navigation->setCurrentRow(0);
    auto *line = new QHBoxLayout(q);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    line->addWidget(navigation);
    line->addWidget(pages, 1);
    q->resize(kSize);
    q->setMinimumSize(640, 420);
    colour();
}

void SettingsDialog::Private::colour()
{
    const Tokens &t = context.theme.tokens();
    navigation->setStyleSheet(QStringLiteral(
        "#settingsNavigation { background: %1; border: 0; border-right: 1px solid %2; padding: 24px 8px; outline: 0; }"
        "#settingsNavigation::item { color: %3; padding: 7px 10px; border-radius: 6px; margin-bottom: 2px; }"
        "#settingsNavigation::item:hover { background: %4; }"
        "#settingsNavigation::item:selected { background: %5; color: %3; }")
        .arg(t.sidebar.name(), t.line.name(), t.text.name(), t.hover.name(), t.selection.name()));
}

QWidget *SettingsDialog::Private::makeAccountsPage()
{
    accountPages = new QStackedWidget(q);
    auto *overview = new QWidget(q);
    auto *add = new PrimaryButton(context.theme, tr("Add an account"), overview);
    accounts = new ActionRowList(context.theme, tr("No account yet"), tr("Add one to read and write mail."), overview);
    accounts->setAccessibleName(tr("Accounts"));
    auto *head = new QHBoxLayout;
    head->setContentsMargins(32, 22, 32, 14);
    head->addWidget(new ElidedLabel(context.theme, Theme::Type::Subject, Theme::Ink::Text, tr("Accounts"), overview), 1);
    auto *local = new FlatButton(context.theme, tr("Add local folders"), overview);
    local->setToolTip(tr("Folders on this computer alone, without a server"));
    head->addWidget(local);
    head->addWidget(add);
    auto *column = new QVBoxLayout(overview);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    auto *listRow = new QHBoxLayout;
    listRow->setContentsMargins(16, 0, 16, 16);
    listRow->addWidget(accounts);
    column->addLayout(listRow, 1);
    connect(add, &QAbstractButton::clicked, q, &SettingsDialog::addAccountRequested);
    connect(local, &QAbstractButton::clicked, q, [this] { addLocal(); });
    connect(accounts, &ActionRowList::actionTriggered, q, [this](qint64 key, int) { edit(AccountId{key}); });
    connect(accounts, &QAbstractItemView::doubleClicked, q, [this](const QModelIndex &index) { edit(AccountId{accounts->rows().row(index.row()).key}); });
    accountPages->addWidget(overview);
    return accountPages;
}

/// Under a name that is not taken yet; it can be changed where the account is edited, which opens by itself.
void SettingsDialog::Private::addLocal()
{
    engine::CheckedAccount local;
    local.setup.kind = store::AccountKind::Local;
    QString name = tr("Local folders");
    const auto taken = [this](const QString &wanted) {
        const auto records = context.reader.accounts();
        return records && std::any_of(records->begin(), records->end(), [&](const store::AccountRecord &one) { return one.email == wanted; });
    };
    for (int number = 2; taken(name); ++number)
        name = tr("Local folders %1").arg(number);
    local.setup.name = local.setup.email = name;
    context.engine.addAccount(local, onUi(q, [this](Result<AccountId> added) {
        if (added)
            edit(*added);
    }));
}

void SettingsDialog::Private::readAccounts()
{
    const auto records = context.reader.accounts();
    if (!records)
        return;
    const std::vector<engine::AccountStatus> statuses = context.engine.accountStatus();
    std::vector<RowData> rows;
    for (const store::AccountRecord &record : *records) {
        RowData row;
        row.key = record.id.value;
        row.title = record.email;
        row.subtitle = record.name;
        row.actions = {{OpenAccount, tr("Edit")}};
        for (const engine::AccountStatus &status : statuses) {
            if (status.account != record.id)
                continue;
            const QString state = accountState(status, QDateTime::currentMSecsSinceEpoch());
            row.subtitle = record.name.isEmpty() ? state : QString(record.name + QStringLiteral(" · ") + state);
            const bool trouble = status.state == engine::AccountStatus::State::NeedsPassword || status.state == engine::AccountStatus::State::Problem;
            row.tone = trouble ? RowTone::Bad : status.state == engine::AccountStatus::State::Online ? RowTone::Good : RowTone::Normal;
        }
        rows.push_back(row);
    }
    accounts->rows().setRows(std::move(rows));
}

void SettingsDialog::Private::edit(AccountId account)
{
    const auto record = context.reader.account(account);
    if (!record)
        return;
    closeEditor();
    editor = new AccountEditor(context, *record, q);
    connect(editor, &AccountEditor::backRequested, q, [this] { closeEditor(); });
    connect(editor, &AccountEditor::removed, q, [this] { closeEditor(); });
    connect(editor, &AccountEditor::checkRequested, q, &SettingsDialog::checkAccountRequested);
    accountPages->addWidget(editor);
    accountPages->setCurrentWidget(editor);
}

void SettingsDialog::Private::closeEditor()
{
    if (!editor)
        return;
    accountPages->setCurrentIndex(0);
    accountPages->removeWidget(editor);
    editor->deleteLater();
    editor = nullptr;
    readAccounts();
}

SettingsDialog::SettingsDialog(const WindowContext &context, QWidget *parent)
    : QDialog(parent), d(std::make_unique<Private>(this, context))
{
    setWindowTitle(tr("Settings"));
    d->build();
    d->readAccounts();
    connect(&context.theme, &Theme::changed, this, [this] { d->colour(); });
    connect(&context.bridge, &EngineBridge::changed, this, [this](const store::ChangeSet &changes) {
        if (changes.accounts)
            d->readAccounts();
    });
    connect(&context.bridge, &EngineBridge::statusChanged, this, [this] { d->readAccounts(); });
}

SettingsDialog::~SettingsDialog() = default;

void SettingsDialog::showPage(Page page)
{
    d->navigation->setCurrentRow(int(page));
}

void SettingsDialog::showAccount(AccountId account)
{
    showPage(Page::Accounts);
    d->edit(account);
}

} // namespace tern::ui
