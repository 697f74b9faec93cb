// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/ListPane.h"

#include "ui/mainwindow/SearchField.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Separator.h"

#include <QActionGroup>
#include <QMenu>
#include <QPainter>
#include <QVBoxLayout>

namespace tern::ui {

ListPane::ListPane(const Theme &theme, MessageListModel &model, QWidget *parent) : QWidget(parent), m_theme(theme), m_model(model)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 10, 0, 0);
    column->setSpacing(0);
    m_search = new SearchField(theme, this);
    auto *searchRow = new QHBoxLayout;
    searchRow->setContentsMargins(12, 0, 12, 8);
    searchRow->setSpacing(6);
    m_folders = new FlatButton(theme, QString(), QStringLiteral("go-previous"), this);
    m_folders->setAccessibleName(tr("Show the folders"));
    m_folders->setToolTip(tr("Show the folders"));
    m_folders->hide();
    connect(m_folders, &QAbstractButton::clicked, this, &ListPane::foldersRequested);
    searchRow->addWidget(m_folders);
    searchRow->addWidget(m_search);
    column->addLayout(searchRow);

    m_here = new Chip(theme, tr("This folder"), this);
    m_unread = new Chip(theme, tr("Unread"), this);
    m_flagged = new Chip(theme, tr("Flagged"), this);
    m_attachments = new Chip(theme, tr("Attachments"), this);
    m_toMe = new Chip(theme, tr("To me"), this);
    m_here->hide();
    auto *flow = new FlowLayout(6, false); // a second line where one is too short
    for (Chip *chip : {m_here, m_unread, m_flagged, m_attachments, m_toMe}) {
        flow->addWidget(chip);
        connect(chip, &QAbstractButton::toggled, this, &ListPane::apply);
    }
    auto *chips = new QHBoxLayout;
    chips->setContentsMargins(12, 0, 8, 7);
    chips->setSpacing(6);
    chips->addLayout(flow, 1);
    m_sort = new FlatButton(theme, QString(), QStringLiteral("view-sort"), this);
    m_sort->setInk(Theme::Ink::Muted);
    m_sort->setFixedHeight(24);
    m_sort->setAccessibleName(tr("Sort"));
    m_sort->setToolTip(tr("Sort"));
    chips->addWidget(m_sort, 0, Qt::AlignTop);
    connect(m_sort, &QAbstractButton::clicked, this, [this] {
        QMenu menu(this);
        fillSortMenu(&menu);
        menu.exec(m_sort->mapToGlobal(QPoint(0, m_sort->height())));
    });
    column->addLayout(chips);
    column->addWidget(new Separator(theme, Qt::Horizontal, this));

    m_view = new MessageListView(theme, this);
    m_view->setMessages(&model);
    column->addWidget(m_view, 1);
    setFocusProxy(m_view);
    setMinimumWidth(240);

    connect(m_search, &SearchField::searched, this, &ListPane::searchFor);
    connect(m_search, &SearchField::left, this, [this] { m_view->setFocus(Qt::ShortcutFocusReason); });
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ListPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tokens().pane);
}

void ListPane::showFoldersButton(bool on)
{
    m_folders->setVisible(on);
}

void ListPane::showFolder(const FolderNode &node)
{
    m_folder = node.query();
    m_folderTitle = node.title();
    const auto role = node.kind == FolderNode::Kind::Folder ? node.mailbox.role : store::MailboxRole::None;
    m_outgoing = role == store::MailboxRole::Sent || role == store::MailboxRole::Drafts;
    m_searchText.clear();
    const QSignalBlocker quiet(m_search);
    m_search->clear();
    apply();
}

void ListPane::showNothing()
{
    m_folder.reset();
    m_view->setEmptyText(tr("No account yet"), tr("Add an account, and its mail appears here."));
    m_view->setEmptyTextNow(true);
}

void ListPane::searchFor(const QString &text)
{
    if (text == m_searchText)
        return;
    m_searchText = text;
    apply();
}

void ListPane::apply()
{
    const auto *mailbox = m_folder ? std::get_if<store::InMailbox>(&m_folder->scope) : nullptr;
    m_here->setVisible(isSearching() && mailbox);
    if (!m_folder && !isSearching())
        return;
    store::ListQuery query = m_folder.value_or(store::ListQuery{});
    if (isSearching()) {
        store::SearchResults search{.query = m_searchText, .account = {}, .mailbox = {}};
        if (mailbox && m_here->isChecked())
            search.mailbox = mailbox->mailbox;
        query.scope = search;
    }
    query.unreadOnly = m_unread->isChecked();
    query.flaggedOnly = m_flagged->isChecked();
    query.withAttachmentOnly = m_attachments->isChecked();
    query.toMeOnly = m_toMe->isChecked();
    query.sortBy = isSearching() ? store::SortBy::Date : m_sortBy;
    query.ascending = m_ascending;
    query.threads = m_grouped && !isSearching() && query.sortBy == store::SortBy::Date && !query.unreadOnly && !query.flaggedOnly && !query.withAttachmentOnly && !query.toMeOnly
        && !std::holds_alternative<store::AllFlagged>(query.scope);
    sayWhyEmpty();
    m_view->forgetPlace();
    m_model.setOutgoing(m_outgoing && !isSearching());
    m_model.setQuery(query);
    Q_EMIT queryChanged();
}

void ListPane::sayWhyEmpty()
{
    const bool filtered = m_unread->isChecked() || m_flagged->isChecked() || m_attachments->isChecked() || m_toMe->isChecked();
    if (isSearching())
        m_view->setEmptyText(tr("Nothing found"), filtered ? tr("Take away a filter, or search with fewer words.") : tr("Search with fewer words, or another spelling."));
    else if (filtered)
        m_view->setEmptyText(tr("Nothing passes the filter"), tr("Click a filter again to take it away."));
    else
        m_view->setEmptyText(tr("No messages"), tr("New mail for “%1” appears here by itself.").arg(m_folderTitle));
}

void ListPane::setGrouped(bool grouped)
{
    if (grouped == m_grouped)
        return;
    m_grouped = grouped;
    apply();
}

void ListPane::setSorting(store::SortBy by, bool ascending)
{
    m_sortBy = by;
    m_ascending = ascending;
    apply();
}

void ListPane::fillSortMenu(QMenu *menu)
{
    auto *group = new QActionGroup(menu);
    const auto add = [&](const QString &text, store::SortBy by, bool ascending) {
        QAction *action = menu->addAction(text, this, [this, by, ascending] { setSorting(by, ascending); });
        action->setCheckable(true);
        action->setChecked(by == m_sortBy && ascending == m_ascending);
        group->addAction(action);
    };
    add(tr("Newest first"), store::SortBy::Date, false);
    add(tr("Oldest first"), store::SortBy::Date, true);
    if (isSearching())
        return; // results come by date
    menu->addSeparator();
    add(tr("By sender"), store::SortBy::From, true);
    add(tr("By subject"), store::SortBy::Subject, true);
    add(tr("Largest first"), store::SortBy::Size, false);
}

} // namespace tern::ui
